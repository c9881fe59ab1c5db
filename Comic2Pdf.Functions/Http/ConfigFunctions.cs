using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Http;

/// <summary>The live configuration.</summary>
public sealed class ConfigFunctions(RuntimeConfigStore config, JobStarter starter, ApiGuard guard, ILogger<ConfigFunctions> logger)
{
    /// <summary>GET /config.</summary>
    [Function("ConfigGet")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "config")] HttpRequest request, CancellationToken cancellationToken) =>
        guard.RefuseLook(request) ?? Reply.Json(await config.GetAsync(cancellationToken));

    /// <summary>POST /config.</summary>
    [Function("ConfigPost")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "config")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (guard.Refuse(request) is { } refusal)
        {
            return refusal;
        }

        var change = ConfigChange.Parse(await Reply.BodyAsync(request, cancellationToken) ?? "too long");
        if (change.Fault is not null)
        {
            return Reply.Error(StatusCodes.Status400BadRequest, change.Fault);
        }

        var now = await config.ApplyAsync(change, cancellationToken);
        await starter.EnsureAdmissionAsync(client, cancellationToken);
        await starter.TellLimitsAsync(client, cancellationToken);
        Log.ConfigChanged(logger, now.ToString());
        var answer = new Dictionary<string, object>(StringComparer.Ordinal) { ["status"] = "ok", ["applied"] = change.Applied };
        if (change.Ignored.Count > 0)
        {
            answer["ignored"] = change.Ignored;
        }

        return Reply.Json(answer);
    }
}
