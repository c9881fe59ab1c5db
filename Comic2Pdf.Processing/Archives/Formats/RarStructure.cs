namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>
/// Walks the block headers of a RAR file without reading any data: whether it is whole, one volume, not encrypted. The library's
/// reader ends quietly where the bytes end, which would make a shorter book out of a cut file.
/// </summary>
internal static class RarStructure
{
    /// <summary>Walks it.</summary>
    /// <param name="stream">The file; left at its start.</param>
    /// <param name="kind">RAR 4 or 5.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="irregularity">What its readers overlook in it, or null.</param>
    /// <returns>For each entry, in order, whether it needs a password.</returns>
    public static IReadOnlyList<bool> Check(Stream stream, ArchiveKind kind, ArchiveLimits limits, out string? irregularity)
    {
        RarBlocks blocks = kind == ArchiveKind.Rar5 ? new Rar5Blocks(stream, limits) : new Rar4Blocks(stream, limits);
        irregularity = blocks.Walk()
            ? null
            : "the RAR archive has no end mark; it was read as far as it goes, and whether anything is missing behind it cannot be told";
        stream.Position = 0;
        return blocks.IsEncrypted;
    }
}
