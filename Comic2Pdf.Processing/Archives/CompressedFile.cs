using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace Comic2Pdf.Processing.Archives;

/// <summary>A file that is compressed as a whole (.tar.gz, .tar.bz2, .tar.xz, .tar.zst), detected by its first bytes.</summary>
internal static class CompressedFile
{
    private static readonly byte[] Gzip = [0x1F, 0x8B, 0x08];
    private static readonly byte[] Bzip2 = [.. "BZh"u8];
    private static readonly byte[] Xz = [0xFD, .. "7zXZ\0"u8];
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    private static readonly (byte[] Magic, Func<Stream, Stream> Open)[] Formats =
    [
        (Gzip, s => new GZipStream(s, CompressionMode.Decompress, leaveOpen: true)),
        (
            Bzip2,
            s => BZip2Stream.Create(s, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true)
        ),
        (Xz, s => new XZStream(s)),
        (Zstandard, s => new DecompressionStream(s)),
    ];

    /// <summary>Whether a file that begins so is one.</summary>
    public static bool Is(ReadOnlySpan<byte> head) => Find(head) is not null;

    /// <summary>What is packed in the file; null when it is none of these.</summary>
    /// <param name="stream">The file at its start; it stays open.</param>
    /// <param name="head">Its first bytes.</param>
    public static Stream? Open(Stream stream, ReadOnlySpan<byte> head) => Find(head)?.Invoke(stream);

    private static Func<Stream, Stream>? Find(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, open) in Formats)
        {
            if (head.StartsWith(magic))
            {
                return open;
            }
        }

        return null;
    }
}
