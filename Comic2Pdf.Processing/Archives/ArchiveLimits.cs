using System.ComponentModel.DataAnnotations;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Bounds on what an archive may make this program do. A size that an archive declares is never trusted: bytes are counted as they
/// come out of the decompressor.
/// </summary>
public sealed record ArchiveLimits
{
    /// <summary>Entries of any kind, folders included. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Bytes that one entry may expand to; also the bound on memory, as all but JPEGs are held whole. Default 256 MiB.</summary>
    [Range(1, 2_000_000_000)]
    public long MaxEntryBytes { get; init; } = 256L << 20;

    /// <summary>Bytes that all entries together may expand to. Default 8 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxTotalBytes { get; init; } = 8L << 30;

    /// <summary>
    /// Expanded bytes for each byte of the archive, checked once <see cref="RatioFreeBytes"/> came out. Default 100; photographs and
    /// drawings do not compress a second time, only bombs do.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxRatio { get; init; } = 100;

    /// <summary>Expanded bytes below which no ratio is checked: a small archive of blank bitmaps is no bomb. Default 64 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long RatioFreeBytes { get; init; } = 64L << 20;
}
