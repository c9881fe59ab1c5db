using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Comic2Pdf.Cli.Serve;

/// <summary>comic2pdf serve [--data DIR] [--port 18083] [--bind 127.0.0.1].</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Folder of everything (DATA_DIR). Default: data.", HelpName = "DIR" };
        var port = new Option<string?>("--port") { Description = "Port of the HTTP API (HTTP_PORT). Default: 18083.", HelpName = "N" };
        var bind = new Option<string?>("--bind")
        {
            Description = "Address to listen on (HTTP_BIND). Default: 127.0.0.1.",
            HelpName = "ADDRESS",
        };
        var command = new Command("serve", "Watches DIR/in and turns what is dropped there into PDFs in DIR/out; answers over HTTP.")
        {
            data,
            port,
            bind,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetValue(data), parsed.GetValue(port), parsed.GetValue(bind), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string? data, string? port, string? bind, CancellationToken cancellationToken)
    {
        AppSettings settings;
        try
        {
            var given = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["DATA_DIR"] = data,
                ["HTTP_PORT"] = port,
                ["HTTP_BIND"] = bind,
            };
            settings = SettingsReader.Read(
                new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(given.Where(g => g.Value is not null)).Build()
            );
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }

        if (!settings.IsLoopbackBind && settings.ApiKey is null && !settings.AllowUnauthenticated)
        {
            await Console.Error.WriteLineAsync(
                $"HTTP_BIND: on '{settings.HttpBind}' other machines could see all jobs and PDFs. Set API_KEY, or ALLOW_UNAUTHENTICATED=true if that is meant."
            );
            return ExitCode.Usage;
        }

        if (LanguageRule.FindFault(settings.OcrLang, ToolVersions.Detect(settings.OcrEngine).Languages, settings.OcrEngine) is { } missing)
        {
            await Console.Error.WriteLineAsync($"OCR_LANG: {missing}");
            return ExitCode.Usage;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hangup = HangUp.Stops(stop);
        try
        {
            await using var host = ServeHost.Create(settings);
            await host.StartAsync(stop.Token);
            // How in/ is watched: people with bind mounts and shares, where the system tells of no changes, ask.
            var seconds = settings.PollIntervalMs / 1000.0;
            await Console.Out.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"comic2pdf serves {host.Address} with {settings.DataDir}; looks into in/ every {seconds} s (needs no inotify: shares and bind mounts will do)"
                )
            );

            // systemd (Type=notify) waits for the first and is patient after the second; without NOTIFY_SOCKET nothing is said.
            var systemd = new SystemdNotifier();
            systemd.Notify(ServiceState.Ready);
            using var stopping = host
                .Services.GetRequiredService<IHostApplicationLifetime>()
                .ApplicationStopping.Register(() => systemd.Notify(ServiceState.Stopping));
            await host.WaitForStopAsync(stop.Token);
            return ExitCode.Success;
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync(
                $"comic2pdf cannot serve: it cannot listen on {settings.HttpBind}, port {settings.HttpPort}: {e.Message}"
            );
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // The port is taken, the folder belongs to another process, or may not be written to.
            await Console.Error.WriteLineAsync($"comic2pdf cannot serve: {e.Message}");
            return ExitCode.Failure;
        }
    }
}
