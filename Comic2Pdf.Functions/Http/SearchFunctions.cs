using System.Globalization;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>Finding a line.</summary>
public sealed class SearchFunctions(SearchIndex search, HttpEndpoint endpoint)
{
    private const int LongestQuery = 256;
    private const int MaxLimit = 200;
    private const int DefaultLimit = 50;

    /// <summary>GET /search?q=: balloons of finished books that have all these words.</summary>
    [Function("Search")]
    [Api(
        "Find balloons of finished books by their words",
        Tag = "search",
        Details = "Each word must be there: just so, as a beginning, or with one letter wrong."
    )]
    [ApiQuery("q", "The words.", IsRequired = true)]
    [ApiQuery("key", "Only in the book of this job.")]
    [ApiQuery("limit", "The most hits; 50 when it is not given.", Maximum = MaxLimit)]
    [ApiAnswer(200, "The hits, the best ones first.", typeof(SearchAnswer))]
    [ApiAnswer(400, "A parameter makes no sense.")]
    public Task<IResult> SearchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "search")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
            {
                var query = request.Query["q"].ToString();
                if (string.IsNullOrWhiteSpace(query) || query.Length > LongestQuery)
                {
                    return Reply.Error(
                        StatusCodes.Status400BadRequest,
                        $"q must be the words to look for, {LongestQuery} characters at most"
                    );
                }

                var key = request.Query["key"].ToString();
                if (key.Length > 0 && !JobKey.IsValid(key))
                {
                    return Reply.Error(StatusCodes.Status400BadRequest, "key must be the key of a job");
                }

                return LimitOf(request.Query["limit"].ToString()) is { } limit
                    ? Reply.Json(await search.FindAsync(query, key.Length == 0 ? null : key, limit, cancellationToken))
                    : Reply.Error(StatusCodes.Status400BadRequest, $"limit must be a whole number from 1 to {MaxLimit}");
            }
        );

    private static int? LimitOf(string text) =>
        text.Length == 0 ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit ? limit
        : null;
}
