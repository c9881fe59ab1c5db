using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>The page for people. It has relative addresses only, so that it works behind any path prefix.</summary>
public sealed class PageFunctions(HttpEndpoint endpoint)
{
    // Nothing but the app's own files, and nothing written into the page itself. Pictures may also be made by its scripts.
    internal const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; "
        + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A route that matches the empty path alone: hosts take an empty one for the function's name.</summary>
    internal const string Root = "{page:maxlength(0)?}";

    /// <summary>GET /.</summary>
    [Function("PageGet")]
    public Task<IResult> IndexAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Root)] HttpRequest request) =>
        endpoint.RunAsync(request, Access.Open, () => Task.FromResult(Answer(request, PageAssets.Index)));

    /// <summary>GET /ui/{file}.</summary>
    [Function("PageFile")]
    public Task<IResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "ui/{file}")] HttpRequest request,
        string file
    ) => endpoint.RunAsync(request, Access.Open, () => Task.FromResult(Answer(request, file)));

    private static IResult Answer(HttpRequest request, string name)
    {
        if (PageAssets.Find(name) is not { } asset)
        {
            return Reply.Error(StatusCodes.Status404NotFound, "there is nothing under this path");
        }

        var headers = request.HttpContext.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = ContentPolicy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        // Asked for each time, and answered by 304: a new version of the app is a new page at once.
        headers[HeaderNames.CacheControl] = "no-cache";
        return Results.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
    }
}
