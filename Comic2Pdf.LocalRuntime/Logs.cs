using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime;

/// <summary>
/// Everything that the runtime logs. Event ids are stable: 1xx host, 2xx orchestrations, 3xx activities, 4xx HTTP, 5xx blobs, 6xx timers, 7xx disk.
/// </summary>
internal static partial class Logs
{
    [LoggerMessage(
        100,
        LogLevel.Information,
        "The local runtime is running: {Functions} functions, HTTP on {Address}, history in {Directory}"
    )]
    public static partial void Started(this ILogger logger, int functions, string address, string directory);

    [LoggerMessage(101, LogLevel.Information, "The local runtime has stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(300, LogLevel.Warning, "Activity {Name} of {InstanceId} has failed")]
    public static partial void ActivityFailed(this ILogger logger, string name, string instanceId, Exception exception);

    [LoggerMessage(301, LogLevel.Information, "Activity {Name} of {InstanceId} was interrupted by the stop; it will be run again")]
    public static partial void ActivityGivenBack(this ILogger logger, string name, string instanceId);

    [LoggerMessage(302, LogLevel.Warning, "Some activities did not end in the time given for the stop; they will be run again")]
    public static partial void ActivitiesAbandoned(this ILogger logger);

    [LoggerMessage(400, LogLevel.Error, "Function {Name} has failed on {Method} {Path}")]
    public static partial void HttpFunctionFailed(this ILogger logger, string name, string method, string path, Exception exception);

    [LoggerMessage(
        401,
        LogLevel.Warning,
        "Function {Name} has returned a {Type}, which is no HTTP result: the response is 200 with an empty body"
    )]
    public static partial void HttpResultIgnored(this ILogger logger, string name, Type type);

    [LoggerMessage(500, LogLevel.Warning, "Function {Name} has failed on blob {Blob}, delivery {Attempt} of {MaxAttempts}")]
    public static partial void BlobFailed(this ILogger logger, string name, string blob, int attempt, int maxAttempts, Exception exception);

    [LoggerMessage(501, LogLevel.Error, "Blob {Blob} is poison for function {Name} after {Attempts} deliveries: {Error}")]
    public static partial void BlobPoisoned(this ILogger logger, string name, string blob, int attempts, string error);

    [LoggerMessage(502, LogLevel.Error, "The blobs of function {Name} could not be listed; the next scan tries again")]
    public static partial void BlobScanFailed(this ILogger logger, string name, Exception exception);

    [LoggerMessage(503, LogLevel.Information, "Function {Name} waits for Event Grid, which there is none of here; it is not called")]
    public static partial void BlobEventsMissing(this ILogger logger, string name);

    [LoggerMessage(600, LogLevel.Error, "Timer function {Name} has failed")]
    public static partial void TimerFailed(this ILogger logger, string name, Exception exception);
}
