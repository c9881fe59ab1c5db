using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Comic2Pdf.Functions.Http;

/// <summary>Whether the store can be written now: a block of bytes is, and is removed again.</summary>
internal sealed class StoreHealthCheck(IStore store) : IHealthCheck
{
    private const int Block = 4096;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A temporary name: one that a crash leaves is removed by the janitor. Each process has its own.
        var probe = $"{DataLayout.Index}/.{Guid.NewGuid():N}.tmp";
        try
        {
            await store.WriteAsync(probe, new byte[Block], cancellationToken);
            await store.DeleteAsync(probe, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"the store cannot be written: {e.Message}");
        }
    }
}
