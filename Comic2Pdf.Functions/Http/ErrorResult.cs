using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>An error in the app's own shape; as problem details (RFC 9457) for who asks for them by Accept.</summary>
internal sealed class ErrorResult(ErrorBody body) : IResult, IStatusCodeHttpResult
{
    private const string ProblemType = "application/problem+json";

    /// <inheritdoc/>
    public int? StatusCode => body.Status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return (WantsProblem(httpContext.Request) ? Problem() : Reply.Json(body, body.Status)).ExecuteAsync(httpContext);
    }

    private IResult Problem()
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add(more, "code", body.Code);
        Add(more, "jobKey", body.JobKey);
        return Results.Problem(body.Error, statusCode: body.Status, extensions: more);
    }

    private static void Add(Dictionary<string, object?> more, string name, string? value)
    {
        if (value is not null)
        {
            more[name] = value;
        }
    }

    // Named outright, and not as one of "*/*": the app's own shape is what clients know.
    private static bool WantsProblem(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, ProblemType) is var problem and > 0 && problem >= QualityOf(accepted, "application/json");
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted
            .Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
}
