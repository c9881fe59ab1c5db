using Comic2Pdf.DurableTask.Sqlite;
using DurableTask.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>Whether the history can be written now. That of a storage account is not asked: its clients try again by themselves.</summary>
internal sealed class HistoryHealthCheck(IOrchestrationService history) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await (history is SqliteOrchestrationService sqlite ? sqlite.ProbeAsync(cancellationToken) : Task.CompletedTask);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"the history cannot be written: {e.Message}");
        }
    }
}
