using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Gathers what an archive says of its book, in several files perhaps: the better kind counts, of one kind the file nearest to the root.</summary>
internal sealed class BookInfo
{
    private (MetadataKind Kind, int Depth) _rank = (MetadataKind.Acbf, int.MaxValue);

    /// <summary>What counts; null when nothing was found.</summary>
    public ComicInfo? Info { get; private set; }

    /// <summary>Takes a file.</summary>
    /// <param name="name">Its whole path in the archive.</param>
    /// <param name="file">Its bytes.</param>
    /// <returns>What the reader of the PDF should know, or null.</returns>
    public Warning? Add(string name, ReadOnlyMemory<byte> file)
    {
        var folders = name.Split('/', '\\');
        var rank = (Kind: MetadataFile.KindOf(folders[^1]) ?? MetadataKind.ComicInfo, Depth: folders.Count(f => f is not ("" or ".")));
        if (rank.CompareTo(_rank) >= 0)
        {
            return null;
        }

        var info = MetadataFile.Read(rank.Kind, file, out var fault);
        (Info, _rank) = (info, rank);
        return fault is null ? null : new Warning(ErrorCode.MetadataDamaged, null, name, fault);
    }

    /// <summary>Takes the comment of a ZIP archive, which counts when there is nothing else.</summary>
    public void AddComment(ReadOnlyMemory<byte> comment) => Info ??= ComicBookInfoReader.Read(comment);
}
