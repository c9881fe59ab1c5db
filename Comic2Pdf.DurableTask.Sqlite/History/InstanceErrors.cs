using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>The errors of instances that the provider itself ends. Applications and operators look for their types.</summary>
internal static class InstanceErrors
{
    /// <summary>Records can not be read: broken JSON, an event of a later version, a turn that is missing.</summary>
    public static FailureDetails HistoryBroken(string detail) =>
        Failure("HistoryBroken", $"The recorded history of this instance can not be read: {detail}");

    /// <summary>The framework could not process a message, again and again.</summary>
    public static FailureDetails PoisonMessage(int attempts, Exception exception) =>
        Failure(
            "PoisonMessage",
            $"It could not be processed, {attempts} times in a row; the last error was {exception.GetType().FullName}: {exception.Message}"
        );

    private static FailureDetails Failure(string name, string message) =>
        new($"Comic2Pdf.DurableTask.Sqlite.{name}", message, stackTrace: null, innerFailure: null, isNonRetriable: true);
}
