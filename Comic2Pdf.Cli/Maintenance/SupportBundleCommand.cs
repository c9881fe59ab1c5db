using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Comic2Pdf.Cli.Remote;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>comic2pdf support-bundle [JOB...] [--data DIR] [-o FILE.zip].</summary>
internal static class SupportBundleCommand
{
    private static readonly string[] Questions =
    [
        "/healthz",
        "/metrics",
        "/info",
        "/config",
        "/jobs?limit=1000",
        "/duplicates",
        "/rejections",
    ];

    public static Command Create()
    {
        var jobs = new Argument<string[]>("JOB")
        {
            Description = "Jobs whose files are to be in it. Default: those that failed or are worked on.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var data = DataFolder.Option();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The ZIP file. Default: comic2pdf-support-<date>-<time>.zip in this folder.",
            HelpName = "FILE.zip",
        };
        return RemoteCommand.Create(
            "support-bundle",
            "Collects logs, states, metrics and settings (without keys, archives and PDFs) in one ZIP file. Works with and without a running server.",
            [jobs, data, output],
            async (server, parsed, token) =>
            {
                try
                {
                    var settings = DataFolder.Settings(parsed.GetValue(data));
                    var target = parsed.GetValue(output) ?? DefaultName();
                    await WriteAsync(server, settings, parsed.GetValue(jobs) ?? [], target, token);
                    await Console.Out.WriteLineAsync(TerminalText.Safe(Path.GetFullPath(target)));
                    return ExitCode.Success;
                }
                catch (SettingsException e)
                {
                    throw new UsageException(e.Message);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return ExitCode.Failure;
                }
            }
        );
    }

    private static async Task WriteAsync(
        Server server,
        AppSettings settings,
        string[] beginnings,
        string target,
        CancellationToken cancellationToken
    )
    {
        var data = new DataFolder(settings.DataDir);
        var texts = new List<(string Name, string Content)>
        {
            ("settings.txt", SettingsText.Of(settings)),
            ("doctor.txt", string.Join('\n', Doctor.Examine(new Examination(data, settings, Machine.Here())).Select(f => f.ToString()))),
        };
        foreach (var question in Questions)
        {
            texts.Add(($"server{question.Split('?')[0]}.json", await AskAsync(server, question, cancellationToken)));
        }

        var keys = Keys(data, beginnings);
        foreach (var key in keys)
        {
            texts.Add(($"server/history/{key}.json", await AskAsync(server, $"/jobs/{key}/history", cancellationToken)));
        }

        new SupportBundle(data).Write(target, keys, texts);
    }

    private static async Task<string> AskAsync(Server server, string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Serialize(await server.AskAsync(HttpMethod.Get, path, null, cancellationToken), Json.Options);
        }
        catch (ServerException e)
        {
            return e.Message;
        }
    }

    /// <summary>Jobs are taken from work/ and error/, which are there without a server.</summary>
    private static List<string> Keys(DataFolder data, string[] beginnings)
    {
        var jobs = JobFolder.All(data);
        return beginnings.Length == 0
            ? [.. jobs.Where(j => j.IsFailed || j.IsRunning).Select(j => j.JobKey)]
            : [.. jobs.Select(j => j.JobKey).Where(k => beginnings.Any(b => k.StartsWith(b, StringComparison.Ordinal)))];
    }

    private static string DefaultName() =>
        $"comic2pdf-support-{TimeProvider.System.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip";
}
