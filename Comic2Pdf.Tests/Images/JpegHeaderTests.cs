using Comic2Pdf.Tests.Fixtures;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>JPEG headers that are not as they should be, though decoders show the picture.</summary>
public sealed class JpegHeaderTests(ImagesPool pool)
{
    private const int W = 61;
    private const int H = 43;

    public static TheoryData<int, string> StrayBytes()
    {
        var data = new TheoryData<int, string>();
        for (var segment = 0; segment <= ImagesJpeg.CountSegments(Picture()); segment++)
        {
            foreach (var stray in (string[])["0000", "FF00", "41", "0D0A0D0A", "00FF00FF"])
            {
                data.Add(segment, stray);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StrayBytes))]
    public async Task Convert_StrayBytesBetweenSegments_KeepsBytesAndShowsThePicture(int segment, string stray)
    {
        var jpeg = ImagesJpeg.InsertBefore(Picture(), segment, Convert.FromHexString(stray));
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        Assert.Equal(jpeg, book.RawImageStream());
        ImagesRaster.OfVips(jpeg).AssertLike(book.Render(W, H));
        ImagesRaster.OfVips(jpeg).AssertLike(book.RenderWithMutool(), 35);
        Assert.Empty(book.Result.Warnings);
    }

    /// <summary>Every way to say what three components are; browsers decide as libjpeg does: JFIF, then Adobe, then the names.</summary>
    public static TheoryData<bool, int?, string> Colors()
    {
        var data = new TheoryData<bool, int?, string>();
        foreach (var hasJfif in (bool[])[false, true])
        {
            foreach (var transform in (int?[])[null, 0, 1, 2])
            {
                foreach (var names in (string[])["\u0001\u0002\u0003", "\0\u0001\u0002", "RGB", "rgb"])
                {
                    data.Add(hasJfif, transform, names);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Colors))]
    public async Task Convert_AnyColorMarks_ShowsWhatBrowsersShow(bool hasJfif, int? transform, string names)
    {
        var jpeg = ImagesJpeg.Rename(ImagesJpeg.Without(Picture(), ImagesJpeg.Jfif), names);
        jpeg = transform is { } t ? ImagesJpeg.With(jpeg, ImagesJpeg.Adobe, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)t]) : jpeg;
        jpeg = hasJfif ? ImagesJpeg.WithDensity(jpeg, 1, 72, 72) : jpeg;
        using var book = await ImagesBook.OfAsync(pool, "a.jpg", jpeg);

        var expected = ImagesRaster.OfVips(jpeg);
        expected.AssertLike(book.Render(W, H));
        expected.AssertLike(book.RenderWithMutool(hasJfif ? 72 : 150), 30);

        // What comes to be seen in viewers that follow the PDF standard to the letter: Adobe's marker, else ColorTransform, else YCbCr.
        var embedded = book.RawImageStream();
        var said =
            ImagesJpeg.AdobeTransform(embedded) ?? (book.ImageDictionary().Contains("/ColorTransform 0", StringComparison.Ordinal) ? 0 : 1);
        Assert.Equal(!hasJfif && (transform is null ? names == "RGB" : transform == 0), said == 0);
        Assert.Equal(Scan(jpeg), Scan(embedded));
    }

    private static byte[] Picture() => ImagesRaster.Sample(W, H).ToVips().JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.Off);

    private static byte[] Scan(byte[] jpeg) => jpeg[jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, ImagesJpeg.StartOfScan])..];
}
