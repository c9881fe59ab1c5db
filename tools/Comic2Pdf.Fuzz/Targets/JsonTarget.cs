using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>Bodies of requests and files that people and programs write: configuration, decisions, details of a book; and files of ours that others may have changed.</summary>
public sealed class JsonTarget : IFuzzTarget
{
    private static readonly string[] Sound =
    [
        "{\"prep_concurrency\": 2, \"ocr_concurrency\": 1, \"job_timeout_s\": 600, \"default_ocr_lang\": \"fra+eng\", \"x\": 1}",
        "{\"action\": \"USE_EXISTING_RESULT\"}",
        "{\"title\": \"La pluie\", \"series\": \"Le robot\", \"author\": \"É. Ève\", \"rtl\": true}",
        "{\"fileName\": \"a.cbz\", \"fileHash\": \"00\", \"profileJson\": \"{}\", \"sizeBytes\": 1, \"claimedAt\": \"2026-01-01T00:00:00Z\"}",
    ];

    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => Sound.Select(Encoding.UTF8.GetBytes);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "\\ud800"u8.ToArray(),
        "\\u0000"u8.ToArray(),
        "1e999"u8.ToArray(),
        "-0"u8.ToArray(),
        "null"u8.ToArray(),
        "[[[[[[[["u8.ToArray(),
        "{\"a\":"u8.ToArray(),
        "FORCE_REPROCESS"u8.ToArray(),
        "\"action\""u8.ToArray(),
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var change = ConfigChange.Parse(text);
        if (change.Fault is null)
        {
            var applied = change.ApplyTo(new RuntimeConfig(2, 1, 600, "eng"));
            if (
                applied.PrepConcurrency is < 1 or > ConfigChange.MaxConcurrency
                || applied.JobTimeoutSeconds is < 1 or > ConfigChange.MaxTimeout
            )
            {
                throw new InvalidOperationException("a value that is out of range was taken");
            }
        }

        _ = DuplicateActions.Parse(text);
        _ = BookFile.Read(input);
        Refused(() => BookDetails.Parse(input));
        Refused(() => JsonSerializer.Deserialize<Claim>(input, Json.Options)?.FileName);
        Refused(() => JsonSerializer.Deserialize<JobStatus>(input, Json.Options)?.Run);
    }

    private static void Refused(Func<object?> read)
    {
        try
        {
            _ = read();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // What their callers expect.
        }
    }
}
