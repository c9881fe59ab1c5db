using Comic2Pdf.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>The one orchestration that gives out slots. It never ends; its history starts anew every hundred messages.</summary>
public static class AdmissionFunction
{
    private const int MessagesPerGeneration = 100;

    /// <summary>Runs one generation.</summary>
    [Function(Names.Admission)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = context.GetInput<AdmissionState>() ?? new AdmissionState();
        for (var i = 0; i < MessagesPerGeneration; i++)
        {
            var message = await context.WaitForExternalEvent<AdmissionMessage>(Names.AdmissionMessage);
            foreach (var (slot, kind) in state.Apply(message))
            {
                context.SendEvent(slot.JobKey, Names.JobSignal, new JobSignal(kind, slot.Slot));
            }

            context.SetCustomStatus(
                new
                {
                    state.Limits,
                    InFlight = state.InFlight.Take(50),
                    Held = state.Held.Count,
                    Waiting = state.Waiting.Count,
                }
            );
        }

        context.ContinueAsNew(state);
    }
}
