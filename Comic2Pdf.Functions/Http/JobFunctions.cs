using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Looking at jobs.</summary>
public sealed class JobFunctions(JobIndex index, IndexLoader loader)
{
    /// <summary>GET /jobs.</summary>
    [Function("JobsList")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await loader.EnsureLoadedAsync(client, cancellationToken);
        return JobQuery.Run(index, request.Query);
    }

    /// <summary>GET /jobs/{jobKey}.</summary>
    [Function("JobsOne")]
    public static async Task<IResult> OneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}")] HttpRequest request, string jobKey, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        JobStatusReader.ReadJob(await FindAsync(client, jobKey, cancellationToken)) is { } job ? Reply.Json(job) : Reply.NoJob();

    /// <summary>GET /jobs/{jobKey}/history.</summary>
    [Function("JobsHistory")]
    public static async Task<IResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}/history")] HttpRequest request, string jobKey, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        await FindAsync(client, jobKey, cancellationToken) is { } instance ? Reply.Json(JobStatusReader.Read(instance)?.Transitions ?? []) : Reply.NoJob();

    /// <summary>GET /jobs/{jobKey}/pdf.</summary>
    [Function("JobsPdf")]
    public static async Task<IResult> PdfAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}/pdf")] HttpRequest request, string jobKey, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (JobStatusReader.ReadJob(await FindAsync(client, jobKey, cancellationToken)) is not { } job)
        {
            return Reply.NoJob();
        }

        return job is { State: JobStates.Done, FinalPdf: { } pdf } && File.Exists(pdf)
            ? Results.Stream(File.OpenRead(pdf), "application/pdf", Path.GetFileName(pdf), enableRangeProcessing: true)
            : Reply.Error(StatusCodes.Status404NotFound, job.State == JobStates.Done ? "the PDF is no longer in out/" : $"the job is {job.State}: there is no PDF");
    }

    // The orchestration itself is asked: right also where several processes serve.
    private static async Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken) =>
        JobKey.IsValid(jobKey) ? await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken) : null;
}
