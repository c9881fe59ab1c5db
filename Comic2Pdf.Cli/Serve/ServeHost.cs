using Azure.Storage.Blobs.Specialized;
using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Comic2Pdf.Cli.Serve;

/// <summary>The app on the embedded runtime.</summary>
internal static class ServeHost
{
    private static readonly TimeSpan BlobLookInterval = TimeSpan.FromSeconds(1);

    // Container engines kill ten seconds after SIGTERM. Activities stop at their next step; one that does not is run again by the next start.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(9);

    /// <summary>Puts the host together.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="configure">Replaces services; for tests.</param>
    public static LocalFunctionsHost Create(AppSettings settings, Action<IServiceCollection>? configure = null)
    {
        var runtime = Path.Combine(settings.DataDir, "runtime");
        var options = new LocalFunctionsHostOptions { DataDirectory = runtime, ShutdownGrace = StopGrace };
        if (settings.HistoryAccount is { } hub)
        {
            options.AzureStorage = new()
            {
                ConnectionString = hub.ConnectionString,
                AccountName = hub.Name,
                Credential = hub.Credential,
            };
        }

        options.Assemblies.Add(typeof(AppServices).Assembly);
        HostJson.Apply(Path.Combine(AppContext.BaseDirectory, "host.json"), options);
        options.Http.Port = settings.HttpPort;
        options.Http.BindAddress = settings.HttpBind;

        // in/ itself is watched by the app, which can say more of a file than a listing can; what stands for the container is another folder.
        options.Blobs.Source = settings.Blobs is { } account
            ? new ContainerBlobTriggerSource(account.Open().GetParentBlobServiceClient(), BlobLookInterval)
            : BlobFolders(Path.Combine(runtime, "blobs"));
        return LocalFunctionsHost.Create(
            options,
            builder =>
            {
                AddLogging(builder);
                builder.Services.AddComic2Pdf(settings);
                builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
                configure?.Invoke(builder.Services);
            }
        );
    }

    private static FolderBlobTriggerSource BlobFolders(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, BlobAccount.Container, DataLayout.In));
        return new FolderBlobTriggerSource(new() { Root = root });
    }

    private static void AddLogging(IHostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told by the command, in one sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The app logs a change of its health; this library would with each request.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("Azure", LogLevel.Warning);
        builder.Logging.AddFilter("DurableTask", LogLevel.Warning);
        builder.Logging.AddConsole(o => o.FormatterName = ServeFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<ServeFormatter, ConsoleFormatterOptions>();
    }
}
