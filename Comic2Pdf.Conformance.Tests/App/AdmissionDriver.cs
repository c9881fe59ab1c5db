using Comic2Pdf.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>Sends the admission what makes it begin a second generation: two jobs that want the one slot, and the same limits again and again.</summary>
internal static class AdmissionDriver
{
    public const int MessagesPerGeneration = 100;

    /// <param name="client">The engine's client.</param>
    /// <param name="admission">The admission's instance.</param>
    /// <param name="first">The job that gets the slot.</param>
    /// <param name="second">The job that waits.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="count">How many messages.</param>
    public static async Task SendAsync(
        DurableTaskClient client, string admission, string first, string second, CancellationToken cancellation, int count = MessagesPerGeneration + 3)
    {
        AdmissionMessage[] wanted =
        [
            new(AdmissionMessage.NewLimits, Limits: new(Prep: 1, Ocr: 1, InFlight: 3)),
            new(AdmissionMessage.Request, first, "PREP.a-p1"),
            new(AdmissionMessage.Request, second, "PREP.b-p1"),
        ];
        foreach (var message in wanted.Concat(Enumerable.Repeat(wanted[0], count - wanted.Length)))
        {
            await client.RaiseEventAsync(admission, Names.AdmissionMessage, message, cancellation);
        }
    }
}
