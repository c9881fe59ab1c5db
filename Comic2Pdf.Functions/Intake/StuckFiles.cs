using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Files of in/ that cannot be removed from there: another user's in a sticky folder, all of a mount that is only for reading. The store copies them; here is
/// remembered, also over restarts, which of them were dealt with, so that each is taken and said once.
/// </summary>
public sealed class StuckFiles(IStore store, JsonFiles files, ILogger<StuckFiles> logger)
{
    private HashSet<string>? _known;

    /// <summary>Whether this version of a file was dealt with before.</summary>
    public async Task<bool> ContainsAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return store.Traits.HasAtomicMoves && (_known ??= await LoadAsync(cancellationToken)).Contains(file.Source);
    }

    /// <summary>Remembers a file that was dealt with, if it is still where it was.</summary>
    public async Task AddIfThereAsync(StoredFile file, string fileName, IntakeResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(result);
        if (!store.Traits.HasAtomicMoves || (await store.FindAsync(file.Name, cancellationToken))?.Version != file.Version)
        {
            return;
        }

        (_known ??= await LoadAsync(cancellationToken)).Add(file.Source);
        Log.FileStuck(logger, store.DisplayName(file.Name));
        await files.WriteAsync(NameOf(file.Source), new StuckFile(file.Source, fileName, result.Kind, result.JobKey), cancellationToken);
    }

    /// <summary>Forgets files that are gone.</summary>
    /// <param name="present">What is in in/ now, by name.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task ForgetGoneAsync(IReadOnlyDictionary<string, StoredFile> present, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(present);
        foreach (var source in (_known ?? []).ToList())
        {
            if (StoredFile.ParseSource(source) is not { } file || present.GetValueOrDefault(file.Name)?.Version != file.Version)
            {
                await store.DeleteAsync(NameOf(source), cancellationToken);
                _known!.Remove(source);
            }
        }
    }

    private static string NameOf(string source) => $"{DataLayout.Stuck}/{NameHash.Of(source)}";

    private async Task<HashSet<string>> LoadAsync(CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in store.ListAsync(DataLayout.Stuck, cancellationToken))
        {
            if ((await files.ReadAsync<StuckFile>(file.Name, cancellationToken)).Value is { } stuck)
            {
                known.Add(stuck.Source);
            }
        }

        return known;
    }
}
