using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Tests.Fixtures;
using CsCheck;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>Pictures of all kinds at random: sound ones look as they should, broken ones never cost the book and are named when a decoder sees it.</summary>
public sealed class AnyPictureTests(ImagesPool pool)
{
    private const int Books = 6;
    private const int Pages = 8;

    [Fact]
    public async Task Convert_AnySoundPictures_LookAsTheyShould() =>
        await AnyPicture
            .Kinds.Array[Pages]
            .SampleAsync(
                async pictures =>
                {
                    using var book = new ImagesBook(pool);
                    await book.ConvertAsync([.. pictures.Select((p, i) => ($"{i}{p.Name}", p.File))]);

                    book.CheckPdf(pictures.Length);
                    Assert.Empty(book.Result.Warnings);
                    for (var i = 0; i < pictures.Length; i++)
                    {
                        var seen = book.Render(pictures[i].Seen.Width, pictures[i].Seen.Height, i + 1);
                        if (pictures[i].Tolerance is { } tolerance)
                        {
                            pictures[i].Seen.AssertSame(seen, tolerance);
                        }
                        else
                        {
                            pictures[i].Seen.AssertLike(seen, 30);
                        }
                    }
                },
                iter: Books,
                threads: 1
            );

    [Fact]
    public async Task Convert_AnyBrokenPictures_NeverCostTheBook() =>
        await Gen.Select(AnyPicture.Kinds, Gen.Int)
            .Array[Pages]
            .SampleAsync(
                async pictures =>
                {
                    using var book = new ImagesBook(pool);
                    (string Name, byte[] File)[] broken =
                    [
                        .. pictures.Select((p, i) => ($"{i}{p.Item1.Name}", Mutations.Of(p.Item1.File, p.Item2))),
                    ];
                    await book.ConvertAsync([.. broken, ("z.png", ImagesPng.Rgb(ImagesRaster.Sample()).Build())]);

                    // Not qpdf's check: it decodes pictures, and says what is wrong with them.
                    Assert.Equal($"{pictures.Length + 1}", ImagesTool.Run("qpdf", "--show-npages", book.Pdf).Trim());
                    Assert.DoesNotContain(pictures.Length + 1, book.Result.SkippedPages);
                    string[] codes = ["page_damaged", "page_unreadable", "page_too_large", "page_animated"];
                    Assert.All(book.Result.Warnings, w => Assert.Contains(w.Code, codes));
                    Assert.All(book.Result.Warnings, w => Assert.InRange(w.Page ?? 0, 1, pictures.Length));
                },
                iter: Books,
                threads: 1
            );

    [Fact]
    public void FindDamage_AnyJpeg_NeverThrowsAndMissesNothingThatLibjpegSees() =>
        Gen.Select(AnyPicture.Kinds, Gen.Int)
            .Sample(
                (picture, seed) =>
                {
                    if (picture.Tolerance is null)
                    {
                        Assert.Null(JpegCheck.FindDamage(new MemoryStream(picture.File)));
                        var broken = Mutations.Of(picture.File, seed);
                        var scan = picture.File.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, ImagesJpeg.StartOfScan]);
                        var isFound = JpegCheck.FindDamage(new MemoryStream(broken)) is not null;

                        // A changed header can make another picture, sound in itself.
                        Assert.True(isFound || !broken.AsSpan().StartsWith(picture.File.AsSpan(0, scan)) || !IsSeenByLibjpeg(broken));
                    }
                },
                iter: 400,
                threads: 1
            );

    private static bool IsSeenByLibjpeg(byte[] jpeg)
    {
        ForgetEarlierWarnings();
        try
        {
            using var image = Image.JpegloadBuffer(jpeg, failOn: Enums.FailOn.Warning);
            image.WriteToMemory<byte>();
            return false;
        }
        catch (VipsException e)
        {
            // What stands behind the picture's end, or was stray before, harms nothing; nor does a value of a header that decoders then ignore.
            string[] harmless =
            [
                "extraneous bytes before marker 0xd",
                "extraneous bytes before marker 0xe",
                "extraneous bytes before marker 0xc",
                "Unknown Adobe color transform",
                "Invalid SOS parameters for sequential JPEG",
            ];
            var said = e.Message.Split('\n').Where(l => l.StartsWith("VipsJpeg:", StringComparison.Ordinal)).ToList();
            return said.Count == 0 || said.Any(l => !harmless.Any(h => l.Contains(h, StringComparison.Ordinal)));
        }
    }

    /// <summary>libvips keeps warnings of pictures that it decoded all the same, and shows them with the next failure.</summary>
    private static void ForgetEarlierWarnings() => Assert.Throws<VipsException>(() => Image.JpegloadBuffer([0]));
}
