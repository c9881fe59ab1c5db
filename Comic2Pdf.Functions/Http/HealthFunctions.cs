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
                    : Reply.Json(new { Status = "ok" });
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
    public Task<IResult> InfoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "info")] HttpRequest request) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            () =>
                Task.FromResult(
                    Reply.Json(
                        new
                        {
                            Version = tools.Prep["comic2pdf"],
                            DotNet = Environment.Version.ToString(),
                            Tools = new { tools.Prep, tools.Ocr },
                            tools.Languages,
                        }
                    )
                )
        );
}
