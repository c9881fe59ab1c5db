using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>Files that were refused.</summary>
public sealed class RejectionFunctions(RejectedFiles rejected, IStore store, HttpEndpoint endpoint)
{
    /// <summary>GET /rejections: the refused files that are in error/, the latest first.</summary>
    [Function("RejectionsList")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "rejections")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
                Reply.Json(
                    (await rejected.ListAsync(cancellationToken)).Select(f => new
                    {
                        f.Id,
                        f.Reason.FileName,
                        f.Reason.Code,
                        f.Reason.Detail,
                        f.Reason.SizeBytes,
                        f.Reason.RejectedAt,
                        Path = store.DisplayName(f.Name),
                    })
                )
        );

    /// <summary>POST /rejections/{id}/retry: the file goes back into in/.</summary>
    [Function("RejectionsRetry")]
    public Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rejections/{id}/retry")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Change,
            async () =>
                await rejected.RetryAsync(id, cancellationToken) is { } name
                    ? Reply.Json(new { Status = "ok", Path = store.DisplayName(name) }, StatusCodes.Status202Accepted)
                    : Reply.Error(StatusCodes.Status404NotFound, "refused file not found")
        );
}
