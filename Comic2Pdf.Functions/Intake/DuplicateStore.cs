using System.Globalization;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The files about duplicates: hold/duplicates/[jobKey]/ and reports/duplicates/.</summary>
public sealed class DuplicateStore(DataLayout layout, JsonFiles files, TimeProvider time)
{
    /// <summary>The state of one that waits.</summary>
    public const string Pending = "DUPLICATE_PENDING";

    /// <summary>The state of one that was decided.</summary>
    public const string Resolved = "DUPLICATE_RESOLVED";

    private const int StampLength = 17;

    /// <summary>Puts a file aside until somebody decides.</summary>
    public void Hold(string path, string jobKey, Claim incoming, JobRecord? existing)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        if (FilesOf(jobKey).Count == 0 && File.Exists(DecisionFile(jobKey)))
        {
            // One that a crash left behind after it was carried out. It was not meant for this file.
            File.Delete(DecisionFile(jobKey));
        }

        var now = time.GetUtcNow();
        var held = DataLayout.FreeName(FolderOf(jobKey), $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}__{DataLayout.Fit(incoming.FileName, StampLength)}");
        using var profile = JsonDocument.Parse(incoming.ProfileJson);
        files.Write(ReportOf(jobKey), new DuplicateReport(
            jobKey,
            Timestamp.Of(now),
            new IncomingFile(incoming.FileName, held, incoming.SizeBytes),
            existing is null ? null : new ExistingJob(jobKey, existing.InputFile, existing.State, existing.FinalPdf, existing.CreatedAt),
            profile.RootElement.Clone(),
            DuplicateAction.All));
        Say(jobKey, Pending, null, null);
        File.Move(path, held);
    }

    /// <summary>Keys of jobs of which duplicates wait.</summary>
    public IReadOnlyList<string> PendingKeys() =>
    [
        .. Directory.EnumerateDirectories(layout.Duplicates).Select(d => Path.GetFileName(d)!).Where(k => JobKey.IsValid(k) && FilesOf(k).Count > 0).Order(StringComparer.Ordinal),
    ];

    /// <summary>The files that wait.</summary>
    public IReadOnlyList<string> FilesOf(string jobKey) => !Directory.Exists(FolderOf(jobKey)) ? [] :
    [
        .. Directory.EnumerateFiles(FolderOf(jobKey)).Where(IsHeld).Order(StringComparer.Ordinal),
    ];

    /// <summary>The name that a held file came with.</summary>
    public static string OriginalName(string held) => Path.GetFileName(held)[StampLength..];

    /// <summary>The report about the last one.</summary>
    public DuplicateReport? Report(string jobKey) => File.Exists(ReportOf(jobKey)) ? files.TryRead<DuplicateReport>(ReportOf(jobKey)) : null;

    /// <summary>Where an operator's program puts its decision.</summary>
    public string DecisionFile(string jobKey) => Path.Combine(FolderOf(jobKey), "decision.json");

    /// <summary>Writes status.json, when it says something else so far.</summary>
    public void Say(string jobKey, string state, string? action, string? message)
    {
        var path = Path.Combine(FolderOf(jobKey), "status.json");
        var status = new DuplicateStatus(jobKey, state, Timestamp.Of(time.GetUtcNow()), action, message);
        if (!File.Exists(path) || files.TryRead<DuplicateStatus>(path) is not { } old || old with { UpdatedAt = status.UpdatedAt } != status)
        {
            files.Write(path, status);
        }
    }

    private static bool IsHeld(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length > StampLength && name[8] == '-' && name.IndexOf("__", StringComparison.Ordinal) == StampLength - 2 && char.IsAsciiDigit(name[0]);
    }

    private string FolderOf(string jobKey) => Path.Combine(layout.Duplicates, jobKey);

    private string ReportOf(string jobKey) => Path.Combine(layout.DuplicateReports, $"{jobKey}.json");
}
