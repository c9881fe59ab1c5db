using System.Formats.Tar;
using System.Globalization;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>The formats that every test of archives in general runs over.</summary>
public enum Packing
{
    ZipStored,
    ZipDeflated,
    Rar4,
    Rar4Solid,
    Rar5,
    Rar5Solid,
    SevenZipCopy,
    SevenZipLzma,
    TarUstar,
    TarGnu,
    TarPax,
}

/// <summary>Sound archives of any format with the same pages.</summary>
internal static class AnyArchive
{
    public static TheoryData<Packing> All => [.. Enum.GetValues<Packing>()];

    /// <summary>Names and bytes of pages 1 to <paramref name="count"/>, in reading order.</summary>
    public static (string Name, byte[] Data)[] Pages(int count, int padding = 0) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => (string.Create(CultureInfo.InvariantCulture, $"page{i:00}.jpg"), TinyImages.Jpeg(i, padding))),
        ];

    /// <summary>Packs, in the order given (7z: in that of names).</summary>
    public static async Task<byte[]> BuildAsync(Packing packing, params (string Name, byte[] Data)[] pages) =>
        packing switch
        {
            Packing.ZipStored => pages.Aggregate(new ZipBuilder(), (zip, p) => zip.Stored(p.Name, p.Data)).Build(),
            Packing.ZipDeflated => pages.Aggregate(new ZipBuilder(), (zip, p) => zip.Deflated(p.Name, p.Data)).Build(),
            Packing.Rar4 => pages.Aggregate(new Rar4Builder(), (rar, p) => rar.Stored(p.Name, p.Data)).Build(),
            Packing.Rar4Solid => pages.Aggregate(new Rar4Builder { ArchiveFlags = 8 }, (rar, p) => rar.Stored(p.Name, p.Data)).Build(),
            Packing.Rar5 => pages.Aggregate(new Rar5Builder(), (rar, p) => rar.Stored(p.Name, p.Data)).Build(),
            Packing.Rar5Solid => pages.Aggregate(new Rar5Builder { ArchiveFlags = 4 }, (rar, p) => rar.Stored(p.Name, p.Data)).Build(),
            Packing.SevenZipCopy => await SevenZip.PackAsync(pages, "-mx0"),
            Packing.SevenZipLzma => await SevenZip.PackAsync(pages, "-mx1"),
            Packing.TarGnu => pages.Aggregate(new TarBuilder(TarEntryFormat.Gnu), (tar, p) => tar.File(p.Name, p.Data)).Build(),
            Packing.TarPax => pages.Aggregate(new TarBuilder(TarEntryFormat.Pax), (tar, p) => tar.File(p.Name, p.Data)).Build(),
            _ => pages.Aggregate(new TarBuilder(), (tar, p) => tar.File(p.Name, p.Data)).Build(),
        };
}
