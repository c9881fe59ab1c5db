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
                // Of many replicas only one runs the timers that fill the index elsewhere.
                await loader.EnsureAsync(client, cancellationToken);
                if (!index.IsLoaded)
                {
                    return Reply.Error(StatusCodes.Status503ServiceUnavailable, "starting");
                }

                return await health.ReasonsAsync(cancellationToken) is { Count: > 0 } reasons
                    ? Reply.Error(StatusCodes.Status503ServiceUnavailable, string.Join("; ", reasons))
                    : Reply.Json(new { Status = "ok" });
            }
        );

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
