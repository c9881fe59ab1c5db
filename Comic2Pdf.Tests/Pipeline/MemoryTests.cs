using System.Globalization;
using System.IO.Compression;
using Comic2Pdf.Tests.Fixtures;
using SkiaSharp;

namespace Comic2Pdf.Tests.Pipeline;

public sealed class MemoryTests : IDisposable
{
    private const long Mega = 1 << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-memory");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Pages of a dozen MiB, twenty of them: if pages piled up, or each were held twice, the bound would break.</summary>
    [Fact]
    public async Task Convert_LargePages_StaysFarBelowTheArchive()
    {
        var archive = Path.Combine(_folder.FullName, "large.cbz");
        var page = NoisyPage();
        Assert.True(page.Length > 10 * Mega);
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 20; i++)
            {
                using var entry = zip.CreateEntry($"{i}.jpg", CompressionLevel.NoCompression).Open();
                entry.Write(page);
            }
        }

        using var process = Programs.StartComic2Pdf(_folder.FullName, "convert", archive, "--no-ocr");
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(5);
        }

        Assert.Equal(0, process.ExitCode);
        Assert.InRange(peak, 1, 150 * Mega);
    }

    private static byte[] NoisyPage()
    {
        using var bitmap = new SKBitmap(3000, 4200, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = new byte[bitmap.ByteCount];
        new Random(1).NextBytes(pixels);
        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It ended between two looks.
            return 0;
        }
    }
}
