using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>Looking at jobs.</summary>
public sealed class JobFunctions(JobIndex index, IndexLoader loader, IStore store, HttpEndpoint endpoint, JobEndpoint jobs)
{
    /// <summary>GET /jobs.</summary>
    [Function("JobsList")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
            {
                await loader.EnsureAsync(client, cancellationToken);
                var (query, fault) = JobQuery.Parse(request.Query);
                return query is null ? Reply.Error(StatusCodes.Status400BadRequest, fault!)
                    : query.Limit is null ? Reply.Json(query.Filter(index.NewestFirst()))
                    : Reply.Json(query.Page(index.NewestFirst()));
            }
        );

    /// <summary>GET /jobs/{jobKey}.</summary>
    [Function("JobsOne")]
    public Task<IResult> OneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, (_, job) => Task.FromResult(Reply.Json(job)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/history.</summary>
    [Function("JobsHistory")]
    public Task<IResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/history")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, job => Task.FromResult(Reply.Json(job.Transitions)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/pdf.</summary>
    [Function("JobsPdf")]
    public Task<IResult> PdfAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/pdf")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Read,
            client,
            jobKey,
            async (_, job) =>
            {
                if (job.State != JobStates.Done)
                {
                    return Reply.Error(StatusCodes.Status404NotFound, $"the job is {job.State}: there is no PDF");
                }

                return await PdfOfAsync(DataLayout.OutOf(jobKey, job.InputFile, job.InputFolder), cancellationToken)
                    ?? Reply.Error(StatusCodes.Status404NotFound, "the PDF is no longer in out/");
            },
            cancellationToken
        );

    /// <summary>The file with its version: who has it already is told so, and gets ranges of the same version only.</summary>
    private async Task<IResult?> PdfOfAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is not { } file)
        {
            return null;
        }

        try
        {
            return Results.Stream(
                await store.OpenReadAsync(name, cancellationToken),
                "application/pdf",
                file.FileName,
                file.ModifiedAt,
                new EntityTagHeaderValue($"\"{NameHash.Of(file.Version)}\""),
                enableRangeProcessing: true
            );
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
