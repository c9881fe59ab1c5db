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
    /// <summary>GET /jobs; with ?brief=true as rows of a list.</summary>
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
                if (query is null)
                {
                    return Reply.Error(StatusCodes.Status400BadRequest, fault!);
                }

                var isBrief = request.Query["brief"] == "true";
                if (query.Limit is null)
                {
                    var found = query.Filter(index.NewestFirst());
                    return isBrief ? Reply.Line(Rows(found)) : Reply.Json(found);
                }

                var page = query.Page(index.NewestFirst());
                return isBrief ? Reply.Line(new { Jobs = Rows(page.Jobs), page.Continuation }) : Reply.Json(page);
            }
        );

    // One that has gone this very moment is left out.
    private IEnumerable<JobRow> Rows(IEnumerable<JobRecord> records) =>
        records.Select(j => index.Find(j.JobKey)).OfType<JobStatus>().Select(JobRow.Of);

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

                return await PdfOfAsync(request, DataLayout.OutOf(jobKey, job.InputFile, job.InputFolder), cancellationToken)
                    ?? Reply.Error(StatusCodes.Status404NotFound, "the PDF is no longer in out/");
            },
            cancellationToken
        );

    /// <summary>The file with its version: who has it already is told so, and gets ranges of the same version only.</summary>
    private async Task<IResult?> PdfOfAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is not { } file)
        {
            return null;
        }

        // To be shown in the browser, and not saved: the name goes along all the same.
        var isShown = request.Query["show"] == "true";
        if (isShown)
        {
            var disposition = new ContentDispositionHeaderValue("inline");
            disposition.SetHttpFileName(file.FileName);
            request.HttpContext.Response.Headers[HeaderNames.ContentDisposition] = disposition.ToString();
        }

        try
        {
            return Results.Stream(
                await store.OpenReadAsync(name, cancellationToken),
                "application/pdf",
                isShown ? null : file.FileName,
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
