using System.Text.Json;
using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Intake;

/// <summary>work/[jobKey]/claim, made by one process at most: whose archive the job is made from, and all that is needed to start it after a crash.</summary>
/// <param name="FileName">Name of the archive.</param>
/// <param name="FileHash">SHA-256 of it.</param>
/// <param name="ProfileJson">The canonical profile.</param>
/// <param name="SizeBytes">Size of the archive.</param>
/// <param name="ClaimedAt">When.</param>
/// <param name="Source">The file it was taken from, with its version: the same delivery twice is not a duplicate.</param>
/// <param name="Owner">Whose history the job is in: processes that share a store and not a history leave each other's jobs alone.</param>
/// <param name="Folder">The folder below out/ and archive/ that its files go to; null: none.</param>
public sealed record Claim(
    string FileName,
    string FileHash,
    string ProfileJson,
    long SizeBytes,
    string ClaimedAt,
    string? Source = null,
    string? Owner = null,
    string? Folder = null
)
{
    /// <summary>The profile, parsed from <see cref="ProfileJson"/>.</summary>
    [JsonIgnore]
    public JobProfile Profile
    {
        get
        {
            using var json = JsonDocument.Parse(ProfileJson);
            return JobProfile.FromJson(json.RootElement);
        }
    }
}
