using System.Globalization;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Comic2Pdf.Cli.Serve;

/// <summary>The console's log: a line for people, or with LOG_JSON the same JSON as in the files.</summary>
internal sealed class ServeFormatter(AppSettings settings, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Its name among formatters.</summary>
    public const string FormatterName = "comic2pdf";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = LogLine.Of(
            time.GetUtcNow(),
            logEntry.Category,
            logEntry.LogLevel,
            logEntry.EventId,
            logEntry.State,
            logEntry.Exception,
            logEntry.Formatter ?? ((state, _) => $"{state}"),
            scopeProvider
        );
        textWriter.WriteLine(settings.LogJson ? line.ToJson() : TextOf(line, logEntry.LogLevel));
    }

    // Names of files are in it, and whatever they hold must not steer the terminal.
    private static string TextOf(LogLine line, LogLevel level)
    {
        var job = line.JobKey is { } key && !line.Message.Contains(key, StringComparison.Ordinal) ? $", job {key}" : string.Empty;
        var page = line.Page is { } number ? string.Create(CultureInfo.InvariantCulture, $", page {number}") : string.Empty;
        var fault = line.Exception is null ? string.Empty : $" {line.Exception.ReplaceLineEndings(" ")}";
        return $"{line.At} {NameOf(level)}: {line.Category}[{line.EventId}] {TerminalText.Safe($"{line.Message}{job}{page}{fault}")}";
    }

    private static string NameOf(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => "crit",
            LogLevel.Error => "fail",
            LogLevel.Warning => "warn",
            LogLevel.Information => "info",
            _ => "dbug",
        };
}
