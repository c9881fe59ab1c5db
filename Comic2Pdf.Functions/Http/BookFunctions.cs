using System.Globalization;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>The pages of a job's book: what they look like and what was read on them.</summary>
public sealed class BookFunctions(BookShelf shelf, PageThumbnails thumbnails, JobEndpoint jobs)
{
    private const int DefaultWidth = 200;

    /// <summary>GET /jobs/{jobKey}/pages.</summary>
    [Function("BookPages")]
    [Api("The pages of a job's book, as far as they are known", Tag = "pages")]
    [ApiAnswer(200, "The pages.", typeof(IReadOnlyList<PageSummary>))]
    [ApiAnswer(404, "There is no such job, or nothing is known of its pages.")]
    public Task<IResult> PagesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/pages")] HttpRequest request,
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
                await FindAsync(job, cancellationToken) is { } book
                    ? Reply.Line(
                        Enumerable
                            .Range(0, book.Manifest.Pages.Count)
                            .Select(i => PageView.Summary(book, i, job.SkippedPages.Contains(i + 1)))
                    )
                    : NoPages(),
            cancellationToken
        );

    /// <summary>GET /jobs/{jobKey}/pages/{page}: the text with its boxes.</summary>
    [Function("BookPage")]
    [Api("What was read on a page", Tag = "pages", Details = "Boxes are [x, y, width, height] in parts of the page as shown, 0 to 1.")]
    [ApiAnswer(200, "The page.", typeof(PageReading))]
    [ApiAnswer(404, "There is no such page.")]
    public Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/pages/{page}")] HttpRequest request,
        string jobKey,
        string page,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        jobs.RunAsync(
            request,
            Access.Read,
            client,
            jobKey,
            async (_, job) =>
                await FindAsync(job, cancellationToken) is not { } book ? NoPages()
                : IndexOf(page, book) is not { } index ? NoPage()
                : Reply.Line(PageView.Of(book, index)),
            cancellationToken
        );

    /// <summary>GET /jobs/{jobKey}/pages/{page}/thumbnail?width=: the page as a JPEG.</summary>
    [Function("BookThumbnail")]
    [Api("A page as a small picture", Tag = "pages")]
    [ApiQuery("width", "Its columns.", Maximum = PageThumbnails.MaxWidth)]
    [ApiAnswer(200, "The picture.", ContentType = "image/jpeg")]
    [ApiAnswer(400, "The width makes no sense.")]
    [ApiAnswer(404, "There is no such page, or no picture of it.")]
    public Task<IResult> ThumbnailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "jobs/{jobKey}/pages/{page}/thumbnail")] HttpRequest request,
        string jobKey,
        string page,
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
                var width = DefaultWidth;
                if (
                    request.Query.TryGetValue("width", out var asked)
                    && (
                        !int.TryParse(asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out width)
                        || width is < 1 or > PageThumbnails.MaxWidth
                    )
                )
                {
                    return Reply.Error(
                        StatusCodes.Status400BadRequest,
                        $"width must be a whole number from 1 to {PageThumbnails.MaxWidth}"
                    );
                }

                if (await FindAsync(job, cancellationToken) is not { } book)
                {
                    return NoPages();
                }

                if (IndexOf(page, book) is not { } index)
                {
                    return NoPage();
                }

                var picture = await thumbnails.MakeAsync(job, book, index, width, request.HttpContext.RequestAborted);
                if (picture is not { } jpeg)
                {
                    return Reply.Error(StatusCodes.Status404NotFound, "there is no picture of this page");
                }

                // The same key is the same archive, made the same way; only how a page is turned can become known later.
                request.HttpContext.Response.Headers[HeaderNames.CacheControl] = JobStates.IsFinal(job.State)
                    ? "private, max-age=604800"
                    : "private, max-age=10";
                return Results.Bytes(jpeg, "image/jpeg");
            },
            cancellationToken
        );

    private Task<BookOnShelf?> FindAsync(JobRecord job, CancellationToken cancellationToken) =>
        shelf.FindAsync(job.JobKey, job.State == JobStates.Done, cancellationToken);

    private static int? IndexOf(string page, BookOnShelf book) =>
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= book.Manifest.Pages.Count
            ? number - 1
            : null;

    private static IResult NoPages() =>
        Reply.Error(StatusCodes.Status404NotFound, "nothing is known of this job's pages: PREP is not over, or its work folder is gone");

    private static IResult NoPage() => Reply.Error(StatusCodes.Status404NotFound, "the book has no such page");
}
