using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>How the app is.</summary>
public sealed class HealthFunctions(
    Metrics metrics,
    PrometheusMetrics prometheus,
    ToolVersions tools,
    JobIndex index,
    IndexLoader loader,
    Health health,
    HttpEndpoint endpoint
)
{
    // Its client tries again for minutes.
    private static readonly TimeSpan HistoryTimeout = TimeSpan.FromSeconds(5);

    /// <summary>GET /metrics: JSON, or Prometheus text to those who prefer text.</summary>
    [Function("MetricsGet")]
    [Api("The counters", Tag = "server", Access = Access.Open, Details = "Prometheus text to who accepts text/plain.")]
    [ApiAnswer(200, "The counters.", typeof(MetricsReport))]
    [ApiAnswer(200, "The counters for Prometheus.", ContentType = "text/plain")]
    public Task<IResult> MetricsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "metrics")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            async () =>
            {
                await loader.EnsureAsync(client, cancellationToken);
                var accept = request.Headers.Accept.ToString();
                return
                    accept.Contains("text/plain", StringComparison.OrdinalIgnoreCase)
                    || accept.Contains("openmetrics", StringComparison.OrdinalIgnoreCase)
                    ? Results.Text(await prometheus.WriteAsync(cancellationToken), PrometheusText.ContentType)
                    : Reply.Json(await metrics.CountAsync(cancellationToken));
            }
        );

    /// <summary>GET /healthz.</summary>
    [Function("Healthz")]
    [Api("Whether the app can work", Tag = "server", Access = Access.Open)]
    [ApiAnswer(200, "It can.", typeof(StatusAnswer))]
    [ApiAnswer(503, "It starts, or the store or the history cannot be written; the error says which.")]
    public Task<IResult> HealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "healthz")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            async () =>
            {
                string[] reasons =
                [
                    .. await HistoryReasonAsync(client, cancellationToken) is { } reason ? [reason] : Array.Empty<string>(),
                    .. await health.ReasonsAsync(cancellationToken),
                ];
                return reasons.Length > 0
                    ? Reply.Error(StatusCodes.Status503ServiceUnavailable, string.Join("; ", reasons))
                    : Reply.Json(new StatusAnswer("ok"));
            }
        );

    // Of many replicas only one runs the timers that fill the index elsewhere. Where the history is shared it is asked, unless that was two seconds ago.
    private async Task<string?> HistoryReasonAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await loader.EnsureAsync(client, cancellationToken).WaitAsync(HistoryTimeout, cancellationToken);
            return index.IsLoaded ? null : "starting";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"the history cannot be read: {e.Message}";
        }
    }

    /// <summary>GET /info.</summary>
    [Function("Info")]
    [Api("Versions of the tools", Tag = "server", Access = Access.Open)]
    [ApiAnswer(200, "The versions.", typeof(InfoAnswer))]
    public Task<IResult> InfoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "info")] HttpRequest request) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            () =>
                Task.FromResult(
                    Reply.Json(
                        new InfoAnswer(
                            tools.Prep["comic2pdf"],
                            Environment.Version.ToString(),
                            new InfoTools(tools.Prep, tools.Ocr),
                            tools.Languages
                        )
                    )
                )
        );
}
