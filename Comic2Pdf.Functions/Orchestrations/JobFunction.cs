using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>The orchestration of one job; its instance id is the job's key.</summary>
public static class JobFunction
{
    /// <summary>Runs the job to its end.</summary>
    /// <returns>The final state.</returns>
    [Function(Names.Job)]
    public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return new JobRun(context, input).RunAsync();
    }
}
