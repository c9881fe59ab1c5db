using Comic2Pdf.Functions.Http.OpenApi;
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
    [Api("Jobs, the newest first", Details = "With limit or continuation a page, {jobs, continuation}; else the whole list.")]
    [ApiQuery("state", "Only jobs in these states, separated by commas, in any case.")]
    [ApiQuery("q", "A part of the archive's name, or the beginning of the job's key.")]
    [ApiQuery("limit", "Jobs of a page.", Maximum = JobQuery.MaxLimit)]
    [ApiQuery("continuation", "Where the last page ended, as it said.")]
    [ApiQuery("brief", "Rows of a list in the place of whole jobs.", IsFlag = true)]
    [ApiAnswer(200, "The jobs.", typeof(IReadOnlyList<JobRecord>))]
    [ApiAnswer(200, "Rows of a list.", typeof(IReadOnlyList<JobRow>), IsAlternative = true)]
    [ApiAnswer(200, "A page of rows.", typeof(JobRowPage), IsAlternative = true)]
    [ApiAnswer(200, "A page of them.", typeof(JobPage), IsAlternative = true)]
    [ApiAnswer(400, "A parameter makes no sense.")]
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
                return isBrief ? Reply.Line(new JobRowPage([.. Rows(page.Jobs)], page.Continuation)) : Reply.Json(page);
            }
        );

    // One that has gone this very moment is left out.
    private IEnumerable<JobRow> Rows(IEnumerable<JobRecord> records) =>
        records.Select(j => index.Find(j.JobKey)).OfType<JobStatus>().Select(JobRow.Of);

    /// <summary>GET /jobs/{jobKey}.</summary>
    [Function("JobsOne")]
    [Api("One job")]
    [ApiAnswer(200, "The job.", typeof(JobRecord))]
    public Task<IResult> OneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, (_, job) => Task.FromResult(Reply.Json(job)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/history.</summary>
    [Function("JobsHistory")]
    [Api("The last changes of a job's state", Details = "Thirty at most.")]
    [ApiAnswer(200, "The changes, the oldest first.", typeof(IReadOnlyList<Transition>))]
    public Task<IResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/history")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => jobs.RunAsync(request, Access.Read, client, jobKey, job => Task.FromResult(Reply.Json(job.Transitions)), cancellationToken);

    /// <summary>GET /jobs/{jobKey}/pdf.</summary>
    [Function("JobsPdf")]
    [ApiQuery("show", "To be shown in a browser, and not saved.", IsFlag = true)]
    [Api("The PDF of a job that is done", Details = "With ETag and ranges.")]
    [ApiAnswer(200, "The PDF.", ContentType = "application/pdf")]
    [ApiAnswer(206, "A part of it.", ContentType = "application/pdf")]
    [ApiAnswer(304, "It is the one that the client has.")]
    [ApiAnswer(404, "There is no such job, or no PDF of it.")]
    [ApiAnswer(412, "It is not the one that the client has.", ContentType = "application/pdf")]
    [ApiAnswer(416, "It is shorter.", ContentType = "application/pdf")]
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
