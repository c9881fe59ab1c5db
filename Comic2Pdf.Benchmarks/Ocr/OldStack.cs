using Comic2Pdf.Benchmarks.Measuring;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>The services that this program replaces: Debian's 7z, img2pdf and ocrmypdf with the flags that were in use.</summary>
internal static class OldStack
{
    /// <summary>Converts an archive.</summary>
    public static async Task<Cost> ConvertAsync(string archive, string pdf)
    {
        var folder = Directory.CreateTempSubdirectory("peer-").FullName;
        try
        {
            var unpack = await MeasuredProcess.RunAsync("7z", "x", "-y", $"-o{folder}", archive);
            var raw = Path.Combine(folder, "raw.pdf");
            var pictures = await MeasuredProcess.RunAsync(
                "img2pdf",
                ["-o", raw, .. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)]
            );
            var read = await MeasuredProcess.RunAsync(
                "ocrmypdf",
                "--output-type",
                "pdf",
                "--rotate-pages",
                "--deskew",
                "--optimize",
                "1",
                "-l",
                "fra+eng",
                raw,
                pdf
            );
            return new Cost(
                unpack.Seconds + pictures.Seconds + read.Seconds,
                unpack.CpuSeconds + pictures.CpuSeconds + read.CpuSeconds,
                read.PeakBytes
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
