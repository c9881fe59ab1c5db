using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>What the one who sends a book says of it. It counts more than what the archive says, and is a part of the profile: other details make another job.</summary>
public sealed record BookDetails
{
    /// <summary>Characters that a text may have: all of them stand in the job's status, which is small.</summary>
    public const int MaxLength = 300;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Title of the book; null: as the archive says, else its name.</summary>
    public string? Title { get; init; }

    /// <summary>Series; null: as the archive says.</summary>
    public string? Series { get; init; }

    /// <summary>Author; null: as the archive says.</summary>
    public string? Author { get; init; }

    /// <summary>Whether the book is read from right to left; false: as the archive says.</summary>
    [JsonPropertyName("rtl")]
    public bool RightToLeft { get; init; }

    /// <summary>Whether nothing is said.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == new BookDetails();

    /// <summary>Reads {"title": text, "series": text, "author": text, "rtl": true or false}; each may be missing, nothing else may be there.</summary>
    /// <exception cref="FormatException">It is something else; the message says what.</exception>
    public static BookDetails Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            // Not every program writes UTF-8 without a mark.
            var text = json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;
            return Check(JsonSerializer.Deserialize<BookDetails>(text, Strict) ?? throw new FormatException("it is null"));
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not a JSON object of title, series, author and rtl: {e.Message}", e);
        }
    }

    /// <summary>The same without blanks around texts; empty ones are not said.</summary>
    /// <exception cref="FormatException">A text is too long or has control characters.</exception>
    public static BookDetails Check(BookDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return details with
        {
            Title = Check(details.Title, "title"),
            Series = Check(details.Series, "series"),
            Author = Check(details.Author, "author"),
        };
    }

    /// <summary>The part of the profile; null when nothing is said.</summary>
    internal static JsonObject? ToJson(BookDetails? details)
    {
        if (details is null || details.IsEmpty)
        {
            return null;
        }

        var json = new JsonObject();
        foreach (var (name, value) in new[] { ("author", details.Author), ("series", details.Series), ("title", details.Title) })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        if (details.RightToLeft)
        {
            json["rtl"] = true;
        }

        return json;
    }

    private static string? Check(string? text, string name)
    {
        text = text?.Trim();
        return text is null or "" ? null
            : text.Length > MaxLength ? throw new FormatException($"{name} has {text.Length} characters, more than {MaxLength}")
            : text.Any(char.IsControl) ? throw new FormatException($"{name} has control characters")
            : text;
    }
}
