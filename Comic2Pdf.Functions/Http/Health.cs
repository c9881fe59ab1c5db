using Comic2Pdf.Functions.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Http;

/// <summary>
/// What keeps the app from working, by ASP.NET Core's health checks: the app's own, and those that a host has added. Frequent questions get the last answer:
/// the checks write.
/// </summary>
public sealed class Health(HealthCheckService checks, TimeProvider time, ILogger<Health> logger) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<string>? _last;
    private long _lastAt;

    /// <summary>Adds the checks and what they need.</summary>
    internal static void AddTo(IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", timeout: Timeout);
        services.AddSingleton<Health>();
    }

    /// <summary>Why the app cannot work; none: it can.</summary>
    public async Task<IReadOnlyList<string>> ReasonsAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } known && time.GetElapsedTime(_lastAt) < MaxAge)
            {
                return known;
            }

            var report = await checks.CheckHealthAsync(cancellationToken);
            string[] reasons =
            [
                .. report
                    .Entries.Where(e => e.Value.Status != HealthStatus.Healthy)
                    .Select(e => e.Value.Description ?? $"the check '{e.Key}' does not end")
                    .Order(StringComparer.Ordinal),
            ];
            LogChange(reasons);
            (_last, _lastAt) = (reasons, time.GetTimestamp());
            return reasons;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private void LogChange(string[] reasons)
    {
        if (reasons.Length > 0 && _last is not { Count: > 0 })
        {
            Log.Unhealthy(logger, string.Join("; ", reasons));
        }
        else if (reasons.Length == 0 && _last is { Count: > 0 })
        {
            Log.HealthyAgain(logger);
        }
    }
}
