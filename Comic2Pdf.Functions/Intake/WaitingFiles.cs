using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Uploads that cannot be taken now: they wait in in/ under a name of their own, with what was said of the book beside them.</summary>
public sealed class WaitingFiles(IStore store, SideFile sideFile)
{
    private const string Standard = "upload.cbz";

    // For " (2)" and more of the kind.
    private const int NumberBytes = 6;

    /// <summary>Puts a file into in/. What was said of it is there before it, so that no crash can part the two.</summary>
    /// <param name="hidden">Where it is; it may be gone already.</param>
    /// <param name="name">The name that it came with. One that in/ does not look at, or that nothing can stand beside, is changed.</param>
    /// <param name="details">What was said of it, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AddAsync(string hidden, string name, BookDetails? details, CancellationToken cancellationToken)
    {
        name = DataLayout.IsIgnored(name) ? Standard : name;
        if (details is null)
        {
            await store.MoveIntoAsync(hidden, DataLayout.In, name, cancellationToken);
            return;
        }

        name = DataLayout.Fit(name, DataLayout.SideFileEnding.Length + NumberBytes);
        for (var i = 1; await store.FindAsync(hidden, cancellationToken) is { } file; i++)
        {
            var target = $"{DataLayout.In}/{DataLayout.Numbered(name, i)}";
            if (await store.ExistsAsync(target, cancellationToken) || await store.ExistsAsync(SideFile.NameOf(target)!, cancellationToken))
            {
                continue;
            }

            await sideFile.WriteAsync(target, details, cancellationToken);
            if (await store.MoveAsync(file, target, cancellationToken) == MoveResult.Moved)
            {
                return;
            }

            // Another file has got the name meanwhile, of which this was not said.
            await store.DeleteAsync(SideFile.NameOf(target)!, cancellationToken);
        }
    }
}
