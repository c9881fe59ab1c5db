using System.Globalization;
using System.IO.Compression;
using System.Text;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>What can be odd about an archive.</summary>
public enum Oddity
{
    Nothing,
    BytesBefore,
    NoEndMark,
    Gzipped,
    WrongChecksum,
    Document,
    BrokenChapter,
    DeepChapter,
}

/// <summary>An archive of the kinds that are met in the field, made at random, and the book that must come of it.</summary>
internal sealed record OddArchive(Packing Packing, Oddity Oddity, int Pages, int Chapters, bool HasClutter, bool IsShiftJis)
{
    private const int TarEnd = 1024;

    /// <summary>The pictures in reading order; null for a page that says what is missing.</summary>
    public byte[]?[] Pictures =>
        [
            .. Loose.Select(p => p.Data),
            .. Applies(Oddity.Document) ? new byte[]?[] { null } : [],
            .. Enumerable.Range(1, Chapters).SelectMany(c => Chapter(c)).Select(p => p.Data),
            .. HasLastChapter ? new byte[]?[] { null } : [],
        ];

    /// <summary>The codes that must be said, in no order.</summary>
    public string[] Codes =>
        true switch
        {
            _ when Applies(Oddity.BytesBefore) || Applies(Oddity.NoEndMark) => [ErrorCode.ArchiveIrregular],
            _ when Applies(Oddity.WrongChecksum) => [ErrorCode.PageDamaged],
            _ when Applies(Oddity.Document) || HasLastChapter => [ErrorCode.ChapterUnreadable],
            _ => [],
        };

    private bool HasLastChapter => Applies(Oddity.BrokenChapter) || Applies(Oddity.DeepChapter);

    private (string Name, byte[] Data)[] Loose =>
        [
            .. Enumerable
                .Range(1, Pages)
                .Select(i => ((IsShiftJis ? "表" : "p") + i.ToString(CultureInfo.InvariantCulture) + ".jpg", TinyImages.Jpeg(i, 300))),
        ];

    /// <summary>Packs it.</summary>
    public async Task<byte[]> BuildAsync()
    {
        List<(string Name, byte[] Data)> entries = [.. Loose];
        for (var c = 1; c <= Chapters; c++)
        {
            entries.Add(
                ($"ch{c}.cbz", await AnyArchive.BuildAsync((Packing)(((int)Packing + c) % Enum.GetValues<Packing>().Length), Chapter(c)))
            );
        }

        if (HasClutter)
        {
            entries.AddRange([
                ("@eaDir/p1.jpg/THUMB.jpg", TinyImages.Jpeg(900)),
                (".thumbs/p1.jpg", TinyImages.Jpeg(901)),
                ("p1.jpg~", TinyImages.Jpeg(902)),
                ("read me.txt", [1, 2]),
            ]);
        }

        if (Applies(Oddity.Document))
        {
            entries.Add(((IsShiftJis ? "表" : "p") + "z.pdf", [.. "%PDF-1.4"u8]));
        }

        if (HasLastChapter)
        {
            var inner = await AnyArchive.BuildAsync(Packing.ZipStored, Chapter(1));
            entries.Add(
                ("ch9.cbz", Applies(Oddity.DeepChapter) ? new ZipBuilder().Stored("deep.cbz", inner).Build() : inner[..(inner.Length / 2)])
            );
        }

        return Wrap(await PackAsync([.. entries]));
    }

    private static (string Name, byte[] Data)[] Chapter(int number) =>
        [.. Enumerable.Range(1, 2).Select(i => ($"{i}.jpg", TinyImages.Jpeg((100 * number) + i, 300)))];

    private bool Applies(Oddity oddity) =>
        Oddity == oddity
        && oddity switch
        {
            Oddity.BytesBefore => Packing is Packing.ZipStored or Packing.ZipDeflated,
            Oddity.NoEndMark => Packing
                is Packing.Rar4
                    or Packing.Rar4Solid
                    or Packing.Rar5
                    or Packing.Rar5Solid
                    or Packing.TarUstar
                    or Packing.TarGnu
                    or Packing.TarPax,
            Oddity.WrongChecksum => Packing is Packing.ZipStored or Packing.Rar4 or Packing.Rar5 && Pages > 1,
            Oddity.BrokenChapter or Oddity.DeepChapter => true,
            _ => true,
        };

    private async Task<byte[]> PackAsync((string Name, byte[] Data)[] entries)
    {
        var isLiar = Applies(Oddity.WrongChecksum);
        switch (Packing)
        {
            case Packing.ZipStored or Packing.ZipDeflated when IsShiftJis || isLiar:
                var names = IsShiftJis ? CodePagesEncodingProvider.Instance.GetEncoding(932)! : Encoding.UTF8;
                return entries
                    .Select(
                        (e, i) =>
                            new ZipItem(string.Empty, e.Data)
                            {
                                Name = names.GetBytes(e.Name),
                                Flags = 0,
                                Crc = Crc(e.Data, isLiar && i == 1),
                            }
                    )
                    .Aggregate(new ZipBuilder(), (zip, item) => zip.Add(item))
                    .Build();
            case Packing.Rar4 when isLiar:
                return entries
                    .Select((e, i) => (e, i))
                    .Aggregate(new Rar4Builder(), (rar, e) => rar.Stored(e.e.Name, e.e.Data, Crc(e.e.Data, e.i == 1)))
                    .Build();
            case Packing.Rar5 when isLiar:
                return entries
                    .Select((e, i) => new Rar5Item(e.Name, e.Data) { Crc = Crc(e.Data, i == 1) })
                    .Aggregate(new Rar5Builder(), (rar, item) => rar.Add(item))
                    .Build();
            default:
                return await AnyArchive.BuildAsync(Packing, entries);
        }
    }

    private static uint Crc(byte[] data, bool isWrong) => System.IO.Hashing.Crc32.HashToUInt32(data) ^ (isWrong ? 1u : 0);

    private byte[] Wrap(byte[] archive)
    {
        if (Applies(Oddity.BytesBefore))
        {
            return [.. Enumerable.Repeat((byte)'x', 777), .. archive];
        }

        if (Applies(Oddity.NoEndMark))
        {
            return archive[
                ..^(
                    Packing switch
                    {
                        Packing.Rar4 or Packing.Rar4Solid => 7,
                        Packing.Rar5 or Packing.Rar5Solid => 8,
                        _ => TarEnd,
                    }
                )
            ];
        }

        if (Oddity != Oddity.Gzipped)
        {
            return archive;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(archive);
        }

        return packed.ToArray();
    }
}
