using Comic2Pdf.Processing.Archives.Formats;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Finds a RAR or 7z archive behind a program or other bytes. ZIP needs no search: it is known by its end.</summary>
internal static class SelfExtracting
{
    // What unrar searches too (its MAXSFXSIZE is 2 MB since version 6.1); modules have a few hundred KB.
    private const int MaxProgram = 2 << 20;

    // A magic and the first header behind it.
    private const int MinArchive = SevenZipStructure.SignatureHeaderSize;

    /// <summary>The archive that begins within the first bytes of a file, or null.</summary>
    public static ArchiveStart? Find(Stream stream)
    {
        var head = new byte[(int)Math.Min(stream.Length, MaxProgram)];
        stream.Position = 0;
        stream.ReadExactly(head);
        stream.Position = 0;
        for (var at = Next(head, 0); at >= 0; at = Next(head, at + 1))
        {
            var rest = head.AsSpan(at);
            if (ArchiveSignature.Detect(rest) is { } kind && HasHeader(rest, kind))
            {
                return new ArchiveStart(kind, at);
            }
        }

        return null;
    }

    private static int Next(ReadOnlySpan<byte> head, int from)
    {
        var rar = head[from..].IndexOf(ArchiveSignature.RarMagic);
        var sevenZip = head[from..].IndexOf(ArchiveSignature.SevenZipMagic);
        return (rar, sevenZip) switch
        {
            (< 0, < 0) => -1,
            (< 0, _) => from + sevenZip,
            (_, < 0) => from + rar,
            _ => from + Math.Min(rar, sevenZip),
        };
    }

    // Programs that unpack archives hold the magic as a text too: what follows it decides.
    private static bool HasHeader(ReadOnlySpan<byte> archive, ArchiveKind kind) =>
        archive.Length >= MinArchive
        && kind switch
        {
            ArchiveKind.Rar4 => archive[ArchiveSignature.Rar4Magic.Length + Rar4Blocks.TypeAt] == Rar4Blocks.ArchiveHeader,
            ArchiveKind.Rar5 => Rar5Blocks.IsSmallHeader(archive[ArchiveSignature.Rar5Magic.Length..]),
            ArchiveKind.SevenZip => SevenZipStructure.IsHeader(archive),
            _ => false,
        };
}
