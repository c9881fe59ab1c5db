using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Worker;

/// <summary>No worker outlives the program that started it, even in the middle of a native call.</summary>
public sealed class WorkerLifetimeTests
{
    [Fact]
    public async Task Convert_ProgramKilledWhileWorkersAreBusy_TheyEndWithIt()
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-").FullName;
        try
        {
            // Enough to keep two workers busy for long after they are seen.
            var heavy = NetVips
                .Image.Black(7000, 7000, bands: 3)
                .Copy(interpretation: NetVips.Enums.Interpretation.Srgb)
                .WebpsaveBuffer(lossless: true, effort: 0);
            var archive = Path.Combine(folder, "a.cbz");
            ImagesBook.Zip(archive, Enumerable.Range(1, 12).Select(i => ($"{i}.webp", heavy)));
            using var program = Process.Start(
                new ProcessStartInfo(
                    "dotnet",
                    [
                        Path.Combine(AppContext.BaseDirectory, "Comic2Pdf.Cli.dll"),
                        "convert",
                        archive,
                        "--no-ocr",
                        "--workers",
                        "2",
                        "--json",
                    ]
                )
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                }
            )!;
            var workers = await WorkersOfAsync(program, 2);
            program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);

            foreach (var worker in workers)
            {
                await ImagesWorkerLog.EndOfAsync(worker);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The process numbers of a program's page workers, once there are so many and all have begun to decode.</summary>
    private static async Task<int[]> WorkersOfAsync(Process program, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await timer.WaitForNextTickAsync(timeLimit.Token))
        {
            Assert.False(program.HasExited, "the program ended before it could be killed");
            int[] workers =
            [
                .. ImagesTool
                    .Try("pgrep", "-P", program.Id.ToString(CultureInfo.InvariantCulture), "-f", "page-worker")
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(int.Parse),
            ];
            if (
                workers.Length == count
                && workers.All(w => File.ReadAllText($"/proc/{w}/maps").Contains("libvips", StringComparison.Ordinal))
            )
            {
                return workers;
            }
        }

        throw new UnreachableException();
    }
}
