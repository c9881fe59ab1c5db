using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Which archive a side file counts for; see <see cref="SideMark"/>. There are marks only while an archive that has a side file is being taken, and after a crash.</summary>
public sealed class SideMarks(IStore store, JsonFiles files, TickSteps steps)
{
    /// <summary>The mark of this version of a side file; null: it counts for the archive that is beside it.</summary>
    public async Task<SideMark?> FindAsync(StoredFile side, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(side);
        return (await files.ReadAsync<SideMark>(NameOf(side.Source), cancellationToken)).Value;
    }

    /// <summary>Moves an archive away, and its side file with it: that one counts for no other archive from before the move, whatever happens after.</summary>
    /// <param name="side">The side file; null: there is none.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="isRefused">Whether both go to error/.</param>
    /// <param name="move">Moves the archive.</param>
    public async Task<IntakeResult> RunAsync(StoredFile? side, StoredFile archive, bool isRefused, Func<Task<IntakeResult>> move)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(move);
        if (side is null)
        {
            return await move();
        }

        var mark = new SideMark(side.Source, archive.Source, isRefused);
        await files.WriteAsync(NameOf(mark.Side), mark, CancellationToken.None);
        try
        {
            return await move();
        }
        finally
        {
            await steps.TryAsync($"removing {store.DisplayName(side.Name)}", () => SettleAsync(mark), CancellationToken.None);
        }
    }

    /// <summary>The archive was moved: the side file goes, to error/ where its archive went there; then the mark.</summary>
    public async Task CompleteAsync(SideMark mark, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (await ThereAsync(mark.Side, cancellationToken) is { } side)
        {
            if (mark.IsRefused)
            {
                await store.MoveIntoAsync(side.Name, DataLayout.Error, side.FileName, cancellationToken);
            }
            else
            {
                await store.DeleteAsync(side, cancellationToken);
            }
        }

        await store.DeleteAsync(NameOf(mark.Side), cancellationToken);
    }

    /// <summary>Completes what a crash has interrupted.</summary>
    public async Task CompleteAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var file in store.ListAsync(DataLayout.SideMarks, cancellationToken))
        {
            var read = await files.ReadAsync<SideMark>(file.Name, cancellationToken);
            if (read.IsCorrupt)
            {
                // Written by halves, before anything was moved.
                await store.DeleteAsync(file.Name, cancellationToken);
            }
            else if (read.Value is { } mark && await ThereAsync(mark.Archive, cancellationToken) is null)
            {
                await CompleteAsync(mark, cancellationToken);
            }
        }
    }

    // Where the archive was not moved after all it may be replaced by a better one, which the side file is to count for.
    private async Task SettleAsync(SideMark mark)
    {
        if (await ThereAsync(mark.Archive, CancellationToken.None) is null)
        {
            await CompleteAsync(mark, CancellationToken.None);
        }
        else
        {
            await store.DeleteAsync(NameOf(mark.Side), CancellationToken.None);
        }
    }

    private static string NameOf(string side) => $"{DataLayout.SideMarks}/{NameHash.Of(side)}";

    private async Task<StoredFile?> ThereAsync(string source, CancellationToken cancellationToken) =>
        StoredFile.ParseSource(source) is { } known
        && await store.FindAsync(known.Name, cancellationToken) is { } found
        && found.Version == known.Version
            ? found
            : null;
}
