using Comic2Pdf.LocalRuntime.History;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>The error of an orchestrator that awaits something that is not durable. The real engine often hangs there in silence; this one fails the instance.</summary>
internal static class IllegalAwait
{
    public const string Message =
        "An invalid asynchronous invocation was detected: the orchestrator has awaited something other than a durable task of its context, "
        + "or has left its thread (Task.Delay, Task.Run, file or network access, ConfigureAwait(false), ContinueWith). Do such work in an activity.";

    public static InvalidOperationException Exception() => new(Message);

    public static Failure Failure() => new(typeof(InvalidOperationException).FullName!, Message, Stack: null, Inner: null);
}
