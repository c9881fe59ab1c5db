namespace Comic2Pdf.Functions.Storage;

/// <summary>What is done with stores in more than one place.</summary>
public static class StoreExtensions
{
    /// <summary>Whether a file is there.</summary>
    public static async Task<bool> ExistsAsync(this IStore store, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.FindAsync(name, cancellationToken) is not null;
    }

    /// <summary>The first name of "x.cbz", "x (2).cbz", ... in a folder to which a file may be moved: the same for all processes that move it at once.</summary>
    public static async Task<string> FreeNameAsync(
        this IStore store,
        StoredFile file,
        string folder,
        string fileName,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        for (var i = 1; ; i++)
        {
            var name = $"{folder}/{DataLayout.Numbered(fileName, i)}";
            if (await store.IsFreeAsync(name, file, cancellationToken))
            {
                return name;
            }
        }
    }

    /// <summary>Moves a file into a folder, under the first name of "x.cbz", "x (2).cbz", ... that is free.</summary>
    /// <returns>The name it has now; null when there was nothing to move.</returns>
    public static async Task<string?> MoveIntoAsync(
        this IStore store,
        string from,
        string folder,
        string fileName,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        for (var i = 1; ; i++)
        {
            var target = $"{folder}/{DataLayout.Numbered(fileName, i)}";
            switch (await store.MoveAsync(from, target, overwrite: false, cancellationToken))
            {
                case MoveResult.Moved:
                    return target;
                case MoveResult.SourceMissing:
                    return null;
            }
        }
    }
}
