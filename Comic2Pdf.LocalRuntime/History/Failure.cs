using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>A failure as it stands in the history. A final one (an unknown function) is not retried.</summary>
internal sealed record Failure(string Type, string Message, string? Stack, Failure? Inner, bool IsFinal = false)
{
    public static Failure Of(Exception exception) => Of(TaskFailureDetails.FromException(exception));

    public static Failure Of(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? Of(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), Properties: null);
}
