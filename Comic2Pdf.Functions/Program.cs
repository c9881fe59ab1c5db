using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Worker;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The same program is its own page worker.
if (WorkerProgram.RunIfAsked(args))
{
    return 0;
}

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    var settings = HostedBind.Apply(SettingsReader.Read(builder.Configuration), Environment.GetEnvironmentVariable);
    if (LanguageRule.FindFault(settings.OcrLang, ToolVersions.Detect(settings.OcrEngine).Languages, settings.OcrEngine) is { } missing)
    {
        throw new SettingsException($"OCR_LANG: {missing}");
    }

    builder.Services.AddComic2Pdf(settings);
    if (settings.Telemetry.IsAny)
    {
        // The worker's own spans, and those of the host as their parents (telemetryMode; docs/azure.md).
        builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
    }
}
catch (Exception e) when (e is SettingsException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

// An archive is far larger than what Kestrel and form reading allow unasked; the app has its own limit, MAX_INPUT_SIZE_MB.
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = long.MaxValue);

// What libraries say at this level (each request, each call of storage) would be most of the log files.
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);

// The app logs a change of its health; this library would with each request.
builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
await builder.Build().RunAsync();
return 0;
