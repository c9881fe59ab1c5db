using System.Globalization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>Times as files and HTTP show them: ISO 8601, UTC, seconds, Z.</summary>
public static class Timestamp
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Formats a time; it is converted to UTC.</summary>
    public static string Of(DateTimeOffset time) => Of(time.UtcDateTime);

    /// <summary>Formats a time that is UTC.</summary>
    public static string Of(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Parses such a text.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Whether a text has this form.</summary>
    public static bool IsValid(string text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
