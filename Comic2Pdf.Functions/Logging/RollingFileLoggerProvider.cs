using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>logs/comic2pdf-[day].log, one JSON object a line; the last fourteen days stay. A caller never waits for the disk.</summary>
public sealed class RollingFileLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private const int DaysKept = 14;
    private const int MaxWaiting = 10_000;

    private readonly BlockingCollection<(string Day, string Text)> _lines = new(MaxWaiting);
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Thread _writer;
    private IExternalScopeProvider? _scopes;

    /// <summary>Begins to write.</summary>
    public RollingFileLoggerProvider(string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Directory.CreateDirectory(folder);
        _writer = new Thread(Write) { IsBackground = true, Name = "log files" };
        _writer.Start();
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Writes what is left, and ends.</summary>
    public void Dispose()
    {
        _lines.CompleteAdding();
        _writer.Join(TimeSpan.FromSeconds(5));
        _lines.Dispose();
    }

    private void Add(DateTimeOffset at, string text)
    {
        try
        {
            // Its own day, not that of the writing: a line from before midnight belongs to yesterday.
            _lines.TryAdd((at.ToString("yyyyMMdd", CultureInfo.InvariantCulture), text));
        }
        catch (InvalidOperationException)
        {
            // Disposed meanwhile: a caller that logs at the very end must not fail for it.
        }
    }

    private void Write()
    {
        var day = string.Empty;
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            try
            {
                File.AppendAllText(Path.Combine(_folder, $"comic2pdf-{line.Day}.log"), line.Text + "\n");
                if (line.Day != day)
                {
                    day = line.Day;
                    foreach (var old in Directory.GetFiles(_folder, "comic2pdf-*.log").Order(StringComparer.Ordinal).SkipLast(DaysKept))
                    {
                        File.Delete(old);
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk must not stop the program for its log; the console has the line.
            }
        }
    }

    private sealed class FileLogger(RollingFileLoggerProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel) && !owner._lines.IsAddingCompleted)
            {
                var now = owner._time.GetUtcNow();
                owner.Add(now, LogLine.Of(now, category, logLevel, eventId, state, exception, formatter, owner._scopes).ToJson());
            }
        }
    }
}
