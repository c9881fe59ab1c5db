using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Http;

/// <summary>The live configuration.</summary>
public sealed class ConfigFunctions(
    RuntimeConfigStore config,
    JobStarter starter,
    ToolVersions tools,
    AppSettings settings,
    HttpEndpoint endpoint,
    ILogger<ConfigFunctions> logger
)
{
    /// <summary>GET /config.</summary>
    [Function("ConfigGet")]
    [Api("The configuration that holds now", Tag = "server")]
    [ApiAnswer(200, "The configuration.", typeof(RuntimeConfig))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "config")] HttpRequest request,
        CancellationToken cancellationToken
    ) => endpoint.RunAsync(request, Access.Read, async () => Reply.Json(await config.GetAsync(cancellationToken)));

    /// <summary>POST /config.</summary>
    [Function("ConfigPost")]
    [Api("Change the configuration", Tag = "server", Access = Access.Change, Details = "At once, and kept. All or nothing.")]
    [ApiBody("application/json", typeof(ConfigBody))]
    [ApiAnswer(200, "It is changed.", typeof(ConfigAnswer))]
    [ApiAnswer(400, "A value is wrong; nothing is changed.")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "config")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    ) => endpoint.RunWithBodyAsync(request, Access.Change, body => ApplyAsync(body, client, cancellationToken), cancellationToken);

    private async Task<IResult> ApplyAsync(string body, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var change = ConfigChange.Parse(body);
        if (change.Fault is not null)
        {
            return Reply.Error(StatusCodes.Status400BadRequest, change.Fault);
        }

        if (
            change.Applied.TryGetValue("default_ocr_lang", out var languages)
            && LanguageRule.FindFault((string)languages, tools.Languages, settings.OcrEngine) is { } missing
        )
        {
            return Reply.Error(StatusCodes.Status400BadRequest, $"default_ocr_lang: {missing}");
        }

        var now = await config.ApplyAsync(change, cancellationToken);
        await starter.EnsureAdmissionAsync(client, cancellationToken);
        await starter.SendLimitsAsync(client, now, cancellationToken);
        Log.ConfigChanged(logger, now.ToString());
        return Reply.Json(new ConfigAnswer("ok", ConfigBody.Of(change), change.Ignored.Count > 0 ? change.Ignored : null));
    }
}
