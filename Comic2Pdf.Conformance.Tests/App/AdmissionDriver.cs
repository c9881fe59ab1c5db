using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>Sends the admission what makes it begin a second generation: two jobs that want the one slot, and the same limits again and again.</summary>
internal static class AdmissionDriver
{
    public const int MessagesPerGeneration = 100;

    private static readonly AdmissionMessage Limits = new(AdmissionMessage.NewLimits, Limits: new(Prep: 1, Ocr: 1, InFlight: 3));

    /// <summary>The limits, and both jobs ask.</summary>
    public static async Task AskAsync(
        DurableTaskClient client,
        string admission,
        string first,
        string second,
        CancellationToken cancellation
    )
    {
        foreach (
            var message in (AdmissionMessage[])
                [
                    Limits,
                    new(AdmissionMessage.Request, first, Slot.Parse("PREP.a-p1")),
                    new(AdmissionMessage.Request, second, Slot.Parse("PREP.b-p1")),
                ]
        )
        {
            await client.RaiseEventAsync(admission, Names.AdmissionMessage, message, cancellation);
        }
    }

    /// <summary>The limits again and again.</summary>
    public static Task FillAsync(DurableTaskClient client, string admission, int messages, CancellationToken cancellation) =>
        Task.WhenAll(
            Enumerable.Range(0, messages).Select(_ => client.RaiseEventAsync(admission, Names.AdmissionMessage, Limits, cancellation))
        );
}
