using System.IO.Compression;
using Comic2Pdf.Samples.Output;
using Comic2Pdf.Samples.Story;
using Comic2Pdf.Tests.Fixtures;
using SkiaSharp;

namespace Comic2Pdf.Tests.Tools;

public sealed class RainBookTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-samples");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_Again_DrawsTheCommittedSample()
    {
        ComicWriter.Write(RainBook.Create(), _folder.FullName);
        var committed = Path.Combine(Repository.Root, "samples");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(committed, "expected")))
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(_folder.FullName, "expected", Path.GetFileName(file))));
        }

        using var drawn = ZipFile.OpenRead(Path.Combine(_folder.FullName, "le-robot-et-la-pluie.cbz"));
        using var kept = ZipFile.OpenRead(Path.Combine(committed, "le-robot-et-la-pluie.cbz"));
        Assert.Equal(kept.Entries.Select(e => e.FullName), drawn.Entries.Select(e => e.FullName));
        foreach (var entry in kept.Entries.Where(e => !e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            // Pixels, not bytes: another processor may round another way.
            using var a = Decode(entry);
            using var b = Decode(drawn.GetEntry(entry.FullName)!);
            Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
            Assert.True(MeanDifference(a, b) < 1, entry.FullName);
        }
    }

    private static SKBitmap Decode(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return SKBitmap.Decode(memory.ToArray());
    }

    private static double MeanDifference(SKBitmap a, SKBitmap b)
    {
        var x = a.GetPixelSpan();
        var y = b.GetPixelSpan();
        long sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += Math.Abs(x[i] - y[i]);
        }

        return (double)sum / x.Length;
    }
}
