// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure as it is recorded: the exception's type name, message, stack and inner failure. Properties is always null here.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // A failed task that nobody caught: its own cause was described, not rethrown, and must stay visible further up.
        var inner = exception is TaskFailedException { InnerException: null } failed
            ? failed.FailureDetails
            : exception.InnerException is null ? null : FromException(exception.InnerException);
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, Properties: null);
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <exception cref="ArgumentException">The type is not an exception type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of this name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        return !string.IsNullOrEmpty(ErrorType)
            && FindType(targetBaseExceptionType.Assembly) is { } type
            && targetBaseExceptionType.IsAssignableFrom(type);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private Type? FindType(Assembly near)
    {
        var type = Type.GetType(ErrorType, throwOnError: false) ?? near.GetType(ErrorType, throwOnError: false);
        if (type is not null)
        {
            return type;
        }

        var matches = AppDomain.CurrentDomain.GetAssemblies()
            .Select(a => a.GetType(ErrorType, throwOnError: false))
            .Where(t => t is not null)
            .ToList();
        return matches.Count switch
        {
            0 => null,
            1 => matches[0],
            _ => throw new AmbiguousMatchException($"Several loaded exception types are named '{ErrorType}'."),
        };
    }
}
