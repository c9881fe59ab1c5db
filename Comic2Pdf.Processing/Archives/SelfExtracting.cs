using System.Buffers.Binary;
using System.IO.Hashing;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Finds a RAR or 7z archive behind a program or other bytes. ZIP needs no search: it is known by its end.</summary>
internal static class SelfExtracting
{
    // What unrar searches too (its MAXSFXSIZE is 2 MB since version 6.1); modules have a few hundred KB.
    private const int MaxProgram = 2 << 20;

    // A magic and the first header behind it.
    private const int MinArchive = 32;

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
        var rar = head[from..].IndexOf("Rar!\x1a\x07"u8);
        var sevenZip = head[from..].IndexOf((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]);
        return (rar, sevenZip) switch
        {
            (< 0, < 0) => -1,
            (< 0, _) => from + sevenZip,
            (_, < 0) => from + rar,
            _ => from + Math.Min(rar, sevenZip),
        };
    }

    // Programs that unpack archives hold the magic as a text too: what follows it tells.
    private static bool HasHeader(ReadOnlySpan<byte> archive, ArchiveKind kind) => archive.Length >= MinArchive && kind switch
    {
        ArchiveKind.Rar4 => archive[9] == 0x73,
        ArchiveKind.Rar5 => archive[12] is > 0 and < 0x80 && archive.Length > 13 + archive[12]
            && Crc32.HashToUInt32(archive.Slice(12, 1 + archive[12])) == BinaryPrimitives.ReadUInt32LittleEndian(archive[8..]),
        ArchiveKind.SevenZip => Crc32.HashToUInt32(archive.Slice(12, 20)) == BinaryPrimitives.ReadUInt32LittleEndian(archive[8..]),
        _ => false,
    };
}
