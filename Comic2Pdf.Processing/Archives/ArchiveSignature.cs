using System.Text;
using Comic2Pdf.Processing.Archives.Formats;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Detects what a file is by its bytes; the name is never used.</summary>
public static class ArchiveSignature
{
    /// <summary>Bytes that <see cref="Detect(ReadOnlySpan{byte})"/> wants to see: one tar header.</summary>
    public const int Length = TarHeader.BlockSize;

    /// <summary>The marker block of RAR 1.5 to 4.</summary>
    internal static ReadOnlySpan<byte> Rar4Magic => "Rar!\x1a\x07\x00"u8;

    /// <summary>The signature of RAR 5.</summary>
    internal static ReadOnlySpan<byte> Rar5Magic => "Rar!\x1a\x07\x01\x00"u8;

    /// <summary>What both begin with.</summary>
    internal static ReadOnlySpan<byte> RarMagic => "Rar!\x1a\x07"u8;

    /// <summary>The signature of 7z.</summary>
    internal static ReadOnlySpan<byte> SevenZipMagic => [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C];

    /// <summary>The kind of the archive that starts with <paramref name="head"/>, or null when it is none.</summary>
    public static ArchiveKind? Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Rar5Magic))
        {
            return ArchiveKind.Rar5;
        }

        if (head.StartsWith(Rar4Magic))
        {
            return ArchiveKind.Rar4;
        }

        if (head.StartsWith(SevenZipMagic))
        {
            return ArchiveKind.SevenZip;
        }

        if (head.StartsWith(ZipStructure.LocalHeader) || head.StartsWith(ZipStructure.EndRecord) || head.StartsWith(ZipStructure.SplitMark))
        {
            return ArchiveKind.Zip;
        }

        return TarHeader.IsHeader(head) ? ArchiveKind.Tar : null;
    }

    /// <summary>Fails unless the file is an archive, a compressed one, or one behind a program or other bytes.</summary>
    /// <exception cref="ArchiveException"><see cref="ErrorCode.NotAnArchive"/>, saying what the file looks like instead.</exception>
    public static void Check(Stream stream)
    {
        if (!CompressedFile.Is(ReadHead(stream)))
        {
            Find(stream);
        }
    }

    /// <summary>The archive in <paramref name="stream"/>, which is left at its start.</summary>
    /// <exception cref="ArchiveException"><see cref="ErrorCode.NotAnArchive"/>, saying what the file looks like instead.</exception>
    internal static ArchiveStart Find(Stream stream)
    {
        var head = ReadHead(stream);
        if (Detect(head) is { } kind)
        {
            return new ArchiveStart(kind, 0);
        }

        // A ZIP that is the last volume of several, or has bytes before it, still ends with its directory.
        if (head.Length > 0 && ZipStructure.EndsLikeZip(stream))
        {
            return new ArchiveStart(ArchiveKind.Zip, 0);
        }

        return SelfExtracting.Find(stream)
            ?? throw new ArchiveException(ErrorCode.NotAnArchive, $"not a comic archive (ZIP, RAR, 7z or tar): {Describe(head)}");
    }

    /// <summary>The first bytes of a file, which is left at its start.</summary>
    internal static byte[] ReadHead(Stream stream)
    {
        var head = new byte[Length];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return head;
    }

    private static string Describe(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return "the file is empty";
        }

        var text = Encoding.ASCII.GetString(head).TrimStart();
        return text switch
        {
            _ when text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                    || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => "it is a web page, probably a failed download",
            _ when text.StartsWith("%PDF-", StringComparison.Ordinal) => "it is a PDF already",
            _ when Images.ImageSniffer.Detect(head) is { } image => $"it is a single {image} image",
            _ when head.IndexOfAnyExcept((byte)0) < 0 => "it starts with zeros only, probably a broken copy",
            _ => $"it starts with the bytes {Convert.ToHexString(head[..Math.Min(8, head.Length)])}",
        };
    }
}
