using System.Security.Cryptography;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Drills;

/// <summary>An archive's content, and what was done with it: what may be expected of it at the end.</summary>
internal sealed class DroppedComic
{
    private DroppedComic(byte[] content, int pages, bool isJunk)
    {
        (Content, Pages, IsJunk) = (content, pages, isJunk);
        Hash = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    public byte[] Content { get; }

    public int Pages { get; }

    /// <summary>No archive at all: it is refused.</summary>
    public bool IsJunk { get; }

    public string Hash { get; }

    /// <summary>Drops that have surely happened; an upload whose answer a kill has eaten is none.</summary>
    public int SureDrops { get; set; }

    /// <summary>Drops that may have happened.</summary>
    public int PossibleDrops { get; set; }

    /// <summary>Requests after which bytes may be put away that are in another place too: cancel, delete, DISCARD.</summary>
    public int Disposals { get; set; }

    /// <summary>Requests after which its PDF may be published once more: requeue, delete, decisions.</summary>
    public int Again { get; set; }

    /// <summary>An archive of tiny pages, other bytes for each number.</summary>
    public static DroppedComic Tiny(int number, int pages, int padding = 500)
    {
        var zip = new ZipBuilder();
        for (var page = 1; page <= pages; page++)
        {
            zip.Stored($"{page}.jpg", TinyImages.Jpeg((number * 100) + page, padding));
        }

        return new DroppedComic(zip.Build(), pages, isJunk: false);
    }

    /// <summary>An archive with lettering on its pages' worth of pixels, which a real reader has some work with.</summary>
    public static DroppedComic Drawn(int number, int pages)
    {
        var zip = new ZipBuilder();
        for (var page = 1; page <= pages; page++)
        {
            zip.Stored($"{page}.jpg", SimpleComic.Page((number * 7 + page) % 18, 300 + number % 200, 420));
        }

        // Other bytes for each number, also where two pages look alike.
        return new DroppedComic(zip.Stored("number.txt", BitConverter.GetBytes(number)).Build(), pages, isJunk: false);
    }

    /// <summary>The same with pages that PREP must have decoded by a worker.</summary>
    public static DroppedComic Webp(int number, int pages)
    {
        var zip = new ZipBuilder();
        for (var page = 1; page <= pages; page++)
        {
            using var bitmap = SkiaSharp.SKBitmap.Decode(SimpleComic.Page((number + page) % 18, 900, 1200));
            using var webp = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Webp, 100);
            zip.Stored($"{page}.webp", webp.ToArray());
        }

        return new DroppedComic(zip.Stored("number.txt", BitConverter.GetBytes(number)).Build(), pages, isJunk: false);
    }

    public static DroppedComic Junk(int number) =>
        new(System.Text.Encoding.ASCII.GetBytes($"<html>this is download {number} that failed</html>"), 0, isJunk: true);
}
