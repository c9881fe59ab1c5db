namespace Comic2Pdf.Functions.Storage;

/// <summary>Moves files of this machine so that they appear whole: by a rename, and onto another file system as a copy under a hidden name that is renamed then.</summary>
internal static class FileMover
{
    /// <summary>Moves a file. When it cannot be removed from where it is, nothing is changed, unless it is overwritten what has the new name.</summary>
    public static MoveResult Move(string source, string target, bool overwrite)
    {
        switch (Rename.Try(source, target, overwrite))
        {
            case RenameResult.Renamed:
                return MoveResult.Moved;
            case RenameResult.TargetExists:
                return DiskFiles.Exists(source) ? MoveResult.TargetExists : MoveResult.SourceMissing;
            case RenameResult.Missing:
                return !DiskFiles.Exists(source)
                    ? MoveResult.SourceMissing
                    : throw new DirectoryNotFoundException($"there is no folder for {target}");
            default:
                return MoveByCopy(source, target, overwrite);
        }
    }

    /// <summary>Copies a file that cannot be removed; the copy appears whole.</summary>
    public static MoveResult Copy(string source, string target, bool overwrite)
    {
        var temporary = DiskFiles.TemporaryBeside(target);
        try
        {
            CopyTo(source, temporary);
            return Rename.Try(temporary, target, overwrite) switch
            {
                RenameResult.Renamed => MoveResult.Moved,
                RenameResult.TargetExists => MoveResult.TargetExists,
                _ => throw new IOException($"{target} cannot be put in place: its copy is gone"),
            };
        }
        catch (FileNotFoundException)
        {
            return MoveResult.SourceMissing;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static MoveResult MoveByCopy(string source, string target, bool overwrite)
    {
        var result = Copy(source, target, overwrite);
        if (result != MoveResult.Moved)
        {
            return result;
        }

        try
        {
            File.Delete(source);
        }
        catch when (!overwrite)
        {
            File.Delete(target);
            throw;
        }

        return MoveResult.Moved;
    }

    // A link stays a link: it may lead to what its maker may not read.
    private static void CopyTo(string source, string temporary)
    {
        if (new FileInfo(source).LinkTarget is { } target)
        {
            File.CreateSymbolicLink(temporary, target);
            return;
        }

        File.Copy(source, temporary);
        using var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }
}
