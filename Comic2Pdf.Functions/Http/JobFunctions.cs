using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Looking at jobs.</summary>
public sealed class JobFunctions(JobIndex index, IndexLoader loader, IStore store, HttpEndpoint endpoint, JobEndpoint jobs)
{
    /// <summary>GET /jobs.</summary>
    [Function("JobsList")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs")] HttpRequest request,
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
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, (_, job) => Task.FromResult(Reply.Json(job)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/history.</summary>
    [Function("JobsHistory")]
    public Task<IResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}/history")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, job => Task.FromResult(Reply.Json(job.Transitions)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/pdf.</summary>
    [Function("JobsPdf")]
    public Task<IResult> PdfAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{jobKey}/pdf")] HttpRequest request,
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

                try
                {
                    var name = DataLayout.OutOf(jobKey, job.InputFile);
                    return Results.Stream(
                        await store.OpenReadAsync(name, cancellationToken),
                        "application/pdf",
                        DataLayout.LastPart(name),
                        enableRangeProcessing: true
                    );
                }
                catch (FileNotFoundException)
                {
                    return Reply.Error(StatusCodes.Status404NotFound, "the PDF is no longer in out/");
                }
            },
            cancellationToken
        );
}
