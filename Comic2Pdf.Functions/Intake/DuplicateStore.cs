using System.Globalization;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The files about duplicates: hold/duplicates/[jobKey]/ and reports/duplicates/.</summary>
public sealed class DuplicateStore(IStore store, JsonFiles files, NoticeOutbox outbox, TimeProvider time)
{
    /// <summary>The state of one that waits.</summary>
    public const string Pending = "DUPLICATE_PENDING";

    /// <summary>The state of one that was decided.</summary>
    public const string Resolved = "DUPLICATE_RESOLVED";

    private const int StampLength = 17;

    /// <summary>Puts a file aside until an operator decides.</summary>
    public async Task HoldAsync(StoredFile file, string jobKey, Claim incoming, JobRecord? existing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(incoming);
        if ((await FilesOfAsync(jobKey, cancellationToken)).Count == 0)
        {
            // One that a crash left behind after it was carried out. It was not meant for this file.
            await store.DeleteAsync(DecisionOf(jobKey), cancellationToken);
        }

        var now = time.GetUtcNow();
        // Processes that hold the same blob at once must give it the same name, or it would be held twice.
        var at = store.Traits.IsShared ? file.ModifiedAt : now;
        var heldName =
            $"{at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}__{DataLayout.Fit(incoming.FileName, StampLength)}";
        using var profile = JsonDocument.Parse(incoming.ProfileJson);
        string held;
        do
        {
            held = await store.FreeNameAsync(file, FolderOf(jobKey), heldName, cancellationToken);
            var report = new DuplicateReport(
                jobKey,
                Timestamp.Of(now),
                new IncomingFile(incoming.FileName, store.DisplayName(held), incoming.SizeBytes, incoming.Folder),
                existing is null
                    ? null
                    : new ExistingJob(jobKey, existing.InputFile, existing.State, existing.FinalPdf, existing.CreatedAt),
                profile.RootElement.Clone(),
                DuplicateActions.All
            );
            await files.WriteAsync(ReportOf(jobKey), report, cancellationToken);
            await WriteStatusAsync(jobKey, Pending, null, null, cancellationToken);

            // Before the file moves: after a crash it would be held without a notice.
            await outbox.AddDuplicateAsync(jobKey, held, incoming.FileName, cancellationToken);
        } while (await store.MoveAsync(file, held, cancellationToken) == MoveResult.TargetExists);
    }

    /// <summary>Keys of jobs of which duplicates wait.</summary>
    public async Task<IReadOnlyList<string>> PendingKeysAsync(CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var key in store.ListFoldersAsync(DataLayout.Duplicates, cancellationToken))
        {
            if (JobKey.IsValid(key) && (await FilesOfAsync(key, cancellationToken)).Count > 0)
            {
                keys.Add(key);
            }
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The files that wait.</summary>
    public async Task<IReadOnlyList<string>> FilesOfAsync(string jobKey, CancellationToken cancellationToken)
    {
        var held = new List<string>();
        await foreach (var file in store.ListAsync(FolderOf(jobKey), cancellationToken))
        {
            if (IsHeld(file.FileName))
            {
                held.Add(file.Name);
            }
        }

        held.Sort(StringComparer.Ordinal);
        return held;
    }

    /// <summary>The name that a held file came with.</summary>
    public static string OriginalName(string held) => DataLayout.LastPart(held)[StampLength..];

    /// <summary>The report about the last one; null when it is missing or corrupt.</summary>
    public async Task<DuplicateReport?> ReportAsync(string jobKey, CancellationToken cancellationToken) =>
        (await files.ReadAsync<DuplicateReport>(ReportOf(jobKey), cancellationToken)).Value;

    /// <summary>Where an operator's program puts its decision.</summary>
    public static string DecisionOf(string jobKey) => $"{FolderOf(jobKey)}/decision.json";

    /// <summary>Writes status.json, unless it has this content already.</summary>
    public async Task WriteStatusAsync(
        string jobKey,
        string state,
        DuplicateAction? action,
        string? message,
        CancellationToken cancellationToken
    )
    {
        var name = $"{FolderOf(jobKey)}/status.json";
        var status = new DuplicateStatus(jobKey, state, Timestamp.Of(time.GetUtcNow()), action, message);
        if (
            (await files.ReadAsync<DuplicateStatus>(name, cancellationToken)).Value is not { } old
            || old with { UpdatedAt = status.UpdatedAt } != status
        )
        {
            await files.WriteAsync(name, status, cancellationToken);
        }
    }

    private static bool IsHeld(string name) =>
        name.Length > StampLength
        && name[8] == '-'
        && name.IndexOf("__", StringComparison.Ordinal) == StampLength - 2
        && char.IsAsciiDigit(name[0]);

    private static string FolderOf(string jobKey) => $"{DataLayout.Duplicates}/{jobKey}";

    private static string ReportOf(string jobKey) => $"{DataLayout.DuplicateReports}/{jobKey}.json";
}
