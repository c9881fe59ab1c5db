namespace Comic2Pdf.Functions.Storage;

/// <summary>For stores whose folders are parts of names: which files of a tree are in folders that a caller looks into.</summary>
/// <param name="root">Where the tree begins.</param>
/// <param name="enters">Asked once for each folder below it.</param>
public sealed class FolderChoice(string root, Func<string, bool> enters)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal) { [root] = true };

    /// <summary>Whether all folders that a file is in are looked into.</summary>
    public bool Includes(string name) => IsEntered(DataLayout.FolderOf(name));

    private bool IsEntered(string folder)
    {
        if (!_known.TryGetValue(folder, out var isEntered))
        {
            isEntered = IsEntered(DataLayout.FolderOf(folder)) && enters(folder);
            _known[folder] = isEntered;
        }

        return isEntered;
    }
}
