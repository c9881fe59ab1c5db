using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>The error of an instance whose records can not be read: broken JSON, an event of a later version, a turn that is missing.</summary>
internal static class HistoryBroken
{
    /// <summary>The error type of such an instance; applications and operators look for it.</summary>
    public const string ErrorType = "Comic2Pdf.DurableTask.Sqlite.HistoryBroken";

    public static FailureDetails Failure(string detail) =>
        new(ErrorType, $"The recorded history of this instance can not be read: {detail}", stackTrace: null, innerFailure: null, isNonRetriable: true);
}
