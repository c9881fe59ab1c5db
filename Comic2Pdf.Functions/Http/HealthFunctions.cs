using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>How the app is.</summary>
public sealed class HealthFunctions(Metrics metrics, ToolVersions tools, JobIndex index, IndexLoader loader, HttpEndpoint endpoint)
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
                var report = await metrics.CountAsync(cancellationToken);
                var accept = request.Headers.Accept.ToString();
                return
                    accept.Contains("text/plain", StringComparison.OrdinalIgnoreCase)
                    || accept.Contains("openmetrics", StringComparison.OrdinalIgnoreCase)
                    ? Results.Text(Metrics.ToPrometheus(report), "text/plain; version=0.0.4")
                    : Reply.Json(report);
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
                return index.IsLoaded
                    ? Reply.Json(new { Status = "ok" })
                    : Reply.Error(StatusCodes.Status503ServiceUnavailable, "starting");
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
