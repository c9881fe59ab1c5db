using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Jobs;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>A line of the log as JSON: the same names in the files and on the console.</summary>
/// <param name="At">When, ISO 8601 UTC.</param>
/// <param name="Level">How serious.</param>
/// <param name="EventId">The event's number; stable.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Category">Who says it.</param>
/// <param name="Message">What.</param>
/// <param name="JobKey">The job that it is about.</param>
/// <param name="Page">The page that it is about, from 1.</param>
/// <param name="Entry">The picture's name in the archive, where pages have no numbers yet.</param>
/// <param name="Exception">The exception with its stack trace.</param>
public sealed record LogLine(
    string At,
    string Level,
    int EventId,
    string? Event,
    string Category,
    string Message,
    string? JobKey,
    int? Page,
    string? Entry,
    string? Exception
)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>Makes a line of what a logger is given.</summary>
    public static LogLine Of<TState>(
        DateTimeOffset at,
        string category,
        LogLevel level,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter,
        IExternalScopeProvider? scopes
    )
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var about = new LogSubject();
        scopes?.ForEachScope(static (scope, found) => found.Read(scope), about);
        about.Read(state);
        return new LogLine(
            Timestamp.Of(at),
            level.ToString(),
            eventId.Id,
            eventId.Name,
            category,
            formatter(state, exception),
            about.JobKey,
            about.Page,
            about.Entry,
            exception?.ToString()
        );
    }

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
