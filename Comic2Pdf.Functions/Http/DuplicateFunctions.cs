using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Duplicates that wait.</summary>
public sealed class DuplicateFunctions(DuplicateStore duplicates, IStore store, DuplicateDecisions decisions, HttpEndpoint endpoint)
{
    /// <summary>GET /duplicates.</summary>
    [Function("DuplicatesList")]
    [Api("Duplicates that wait for a decision", Tag = "duplicates")]
    [ApiAnswer(200, "The duplicates.", typeof(IReadOnlyList<WaitingDuplicate>))]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "duplicates")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
            {
                var list = new List<WaitingDuplicate>();
                foreach (var key in await duplicates.PendingKeysAsync(cancellationToken))
                {
                    var report = await duplicates.ReportAsync(key, cancellationToken);
                    list.Add(
                        new WaitingDuplicate(
                            key,
                            DuplicateStore.Pending,
                            report?.DetectedAt,
                            [
                                .. (await duplicates.FilesOfAsync(key, cancellationToken)).Select(f => new WaitingDuplicateFile(
                                    DuplicateStore.OriginalName(f),
                                    store.DisplayName(f)
                                )),
                            ],
                            report?.Existing,
                            DuplicateActions.All
                        )
                    );
                }

                return Reply.Json(list);
            }
        );

    /// <summary>POST /duplicates/{jobKey} {"action": ...}.</summary>
    [Function("DuplicatesDecide")]
    [Api("Decide about a duplicate", Tag = "duplicates", Access = Access.Change)]
    [ApiBody("application/json", typeof(DecisionBody))]
    [ApiAnswer(200, "It is done.", typeof(DecisionAnswer))]
    [ApiAnswer(404, "There is no such duplicate.")]
    [ApiAnswer(409, "That is not possible now.")]
    public Task<IResult> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "duplicates/{jobKey}")] HttpRequest request,
        string jobKey,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => endpoint.RunWithBodyAsync(request, Access.Change, body => DecideAsync(body, jobKey, client, cancellationToken), cancellationToken);

    private async Task<IResult> DecideAsync(string body, string jobKey, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (DuplicateActions.Parse(body) is not { } action)
        {
            return Reply.Error(
                StatusCodes.Status400BadRequest,
                $"the body must be {{\"action\": ...}} with one of {DuplicateActions.Names}"
            );
        }

        if (!JobKey.IsValid(jobKey) || (await duplicates.FilesOfAsync(jobKey, cancellationToken)).Count == 0)
        {
            return Reply.Error(StatusCodes.Status404NotFound, "duplicate not found");
        }

        return await decisions.ApplyAsync(client, jobKey, action, cancellationToken) is { } fault
            ? Reply.Conflict(fault)
            : Reply.Json(new DecisionAnswer("ok", jobKey, action));
    }
}
