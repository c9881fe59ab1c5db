using System.Text;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>Archives of all formats: structure, names, limits and all entries to their end.</summary>
public sealed class ArchiveTarget : IFuzzTarget
{
    // Small, so that a bomb is one soon.
    private static readonly ArchiveLimits Limits = new()
    {
        MaxEntries = 200,
        MaxEntryBytes = 4 << 20,
        MaxTotalBytes = 16 << 20,
        RatioFreeBytes = 1 << 20,
    };

    /// <inheritdoc/>
    public string Name => "archive";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds
    {
        get
        {
            var (a, b) = (TinyImages.Jpeg(1), TinyImages.Jpeg(2));
            var info = Encoding.UTF8.GetBytes("<ComicInfo><Title>é</Title></ComicInfo>");
            var zip = new ZipBuilder().Stored("1.jpg", a).Deflated("ch 2/2.jpg", b).Deflated("ComicInfo.xml", info).Build();
            return
            [
                zip,
                new ZipBuilder { Comment = Encoding.UTF8.GetBytes("{}"), Preamble = new byte[20] }
                    .Stored("x/1.jpg", a)
                    .Build(),
                new ZipBuilder().Stored("1.jpg", a).Stored("inner.cbz", zip).Build(),
                new Rar4Builder().Stored("1.jpg", a).Stored("2.jpg", b).Build(),
                new Rar5Builder().Stored("1.jpg", a).Stored("2.jpg", b).Build(),
                new TarBuilder().Folder("d").File("d/1.jpg", a).File("2.jpg", b).Build(),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "PK\u0003\u0004"u8.ToArray(),
        "PK\u0001\u0002"u8.ToArray(),
        "PK\u0005\u0006"u8.ToArray(),
        "PK\u0006\u0006"u8.ToArray(),
        "PK\u0006\u0007"u8.ToArray(),
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00],
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00],
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
        "ustar\u000000"u8.ToArray(),
        [0x1F, 0x8B, 0x08],
        "../../x.jpg"u8.ToArray(),
        "path="u8.ToArray(),
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        try
        {
            using var archive = ComicArchive.Open(new MemoryStream(input, writable: false), Limits);
            foreach (var entry in archive.ReadEntries())
            {
                try
                {
                    _ = entry.ReadWhole();
                }
                catch (ComicException)
                {
                    // Of one entry; the next may be sound.
                }
            }

            _ = archive.Warnings.Count;
        }
        catch (ComicException)
        {
            // What is refused is refused by one of these.
        }
    }
}
