using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace Comic2Pdf.Functions.Http;

/// <summary>Changes of jobs, for who shows them.</summary>
public sealed class EventFunctions(
    JobIndex index,
    IndexLoader loader,
    TimeProvider time,
    HttpEndpoint endpoint,
    IHostApplicationLifetime? lifetime = null
)
{
    /// <summary>GET /events: as server-sent events, from Last-Event-ID or ?since= on; once and as JSON to those who ask for JSON.</summary>
    [Function("Events")]
    [Api(
        "Changes of jobs as server-sent events",
        Details = "From Last-Event-ID or since on; it ends after 3 minutes. With Accept: application/json one answer."
    )]
    [ApiQuery("since", "When the listener looked last, as its last answer said.")]
    [ApiAnswer(200, "Events named jobs, each with such an object.", ContentType = "text/event-stream")]
    [ApiAnswer(200, "The changes.", typeof(JobChangesAnswer))]
    public Task<IResult> ListenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Read,
            async () =>
            {
                await loader.EnsureAsync(client, cancellationToken);
                var changes = new JobChanges(index, time);
                var since =
                    request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last
                    : request.Query["since"].ToString() is { Length: > 0 } asked ? asked
                    : null;
                return request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
                    ? Reply.Line(changes.Begin(since))
                    : new EventStream(
                        changes,
                        since,
                        token => loader.EnsureAsync(client, token),
                        time,
                        lifetime?.ApplicationStopping ?? CancellationToken.None
                    );
            }
        );
}
