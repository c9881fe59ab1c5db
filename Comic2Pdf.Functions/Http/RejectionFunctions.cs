using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
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
    [Api("Files that were refused, the latest first", Tag = "rejections")]
    [ApiAnswer(200, "The files.", typeof(IReadOnlyList<RefusedFileAnswer>))]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "rejections")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
                Reply.Json(
                    (await rejected.ListAsync(cancellationToken)).Select(f => new RefusedFileAnswer(
                        f.Id,
                        f.Reason.FileName,
                        f.Reason.Code,
                        f.Reason.Detail,
                        f.Reason.SizeBytes,
                        f.Reason.RejectedAt,
                        store.DisplayName(f.Name)
                    ))
                )
        );

    /// <summary>POST /rejections/{id}/retry: the file goes back into in/.</summary>
    [Function("RejectionsRetry")]
    [Api("Put a refused file back into in/", Tag = "rejections", Access = Access.Change)]
    [ApiAnswer(202, "It is there.", typeof(RetriedFileAnswer))]
    [ApiAnswer(404, "There is no such file.")]
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
                    ? Reply.Json(new RetriedFileAnswer("ok", store.DisplayName(name)), StatusCodes.Status202Accepted)
                    : Reply.Error(StatusCodes.Status404NotFound, "refused file not found")
        );
}
