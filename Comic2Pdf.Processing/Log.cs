using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Processing;

/// <summary>All that this library logs. Event ids are stable: 1000..1099 page workers, 1100..1199 conversion.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "page worker {ProcessId} started")]
    public static partial void WorkerStarted(ILogger logger, int processId);

    [LoggerMessage(1001, LogLevel.Warning, "page worker {ProcessId} failed on a page: {Reason}; it is replaced")]
    public static partial void WorkerCrashed(ILogger logger, int processId, string reason);

    [LoggerMessage(1002, LogLevel.Warning, "page worker {ProcessId} did not answer within {Seconds} s; it is ended and replaced")]
    public static partial void WorkerStalled(ILogger logger, int processId, double seconds);

    [LoggerMessage(1003, LogLevel.Debug, "page worker {ProcessId} holds {MebiBytes} MiB after a page; it is replaced before the next")]
    public static partial void WorkerRecycled(ILogger logger, int processId, long mebiBytes);

    [LoggerMessage(1004, LogLevel.Debug, "page worker {ProcessId}: {Line}")]
    public static partial void WorkerSaid(ILogger logger, int processId, string line);

    [LoggerMessage(1100, LogLevel.Warning, "{Input}: {Code}: {Reason}")]
    public static partial void PageWarning(ILogger logger, string input, string code, string reason);

    [LoggerMessage(1101, LogLevel.Information, "language: {Language} (letters read: {Tried})")]
    public static partial void LanguageFound(ILogger logger, string language, string tried);
}
