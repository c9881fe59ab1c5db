using System.Diagnostics;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Cli.Convert;

/// <summary>Converts one input after the other; the pages of each keep all processors busy.</summary>
internal sealed class ConvertRun(ConversionOptions options, int workers, bool skipExisting, IConvertReporter reporter, TimeProvider time)
{
    // The program's own start counts too: the first input pays for it.
    private double _cpuReported;

    /// <summary>Runs.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<ConvertJob> jobs, CancellationToken cancellationToken)
    {
        await using var pool = new PageWorkerPool(new WorkerOptions { Count = workers }, NullLogger<PageWorkerPool>.Instance);
        var converter = new ComicConverter(pool, NullLogger<ComicConverter>.Instance);
        var exit = ExitCode.Success;
        for (var i = 0; i < jobs.Count && exit != ExitCode.Cancelled; i++)
        {
            var report = await ConvertAsync(converter, pool, jobs[i], reporter.Begin(jobs[i], i, jobs.Count), cancellationToken);
            reporter.End(report);
            exit = report.Error?.Code switch
            {
                null => exit,
                ErrorCode.Cancelled => ExitCode.Cancelled,
                _ => ExitCode.Failure,
            };
        }

        return exit;
    }

    private async Task<ConvertReport> ConvertAsync(
        ComicConverter converter,
        PageWorkerPool pool,
        ConvertJob job,
        IProgress<ConversionProgress> progress,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var report = new ConvertReport { Input = job.Input };
        try
        {
            if (job.Fault is not null)
            {
                throw new ComicException(ErrorCode.InputNotReadable, job.Fault);
            }

            if (skipExisting && File.Exists(job.Output))
            {
                return report with { Output = job.Output, IsSkipped = true };
            }

            if (options.Ocr is { } ocr && EngineChoice.NeedsTesseract(ocr.Engine, ocr.Languages))
            {
                TesseractInstallation.Find().Require(ocr.Languages);
            }

            report = report with { BytesIn = new FileInfo(job.Input).Length };
            var result = await converter.ConvertAsync(job.Input, job.Output, options, progress, cancellationToken);
            report = report with
            {
                Output = job.Output,
                Pages = result.Pages,
                PagesWithText = result.PagesWithText,
                SkippedPages = result.SkippedPages,
                Words = result.Words,
                Language = result.Language,
                BytesOut = result.BytesOut,
                Sidecars = result.Sidecars,
                Warnings = result.Warnings,
            };
        }
        catch (ComicException e)
        {
            report = report with
            {
                Error = new ConvertError(
                    e.Code,
                    e.Code == ErrorCode.OutputExists ? $"{e.Message}: {job.Output}; --force replaces it" : e.Message
                ),
            };
        }
        catch (OperationCanceledException)
        {
            report = report with { Error = new ConvertError(ErrorCode.Cancelled, "stopped; no PDF was made") };
        }
        catch (Exception e)
        {
            // One input's surprise must not cost the others.
            report = report with
            {
                Error = new ConvertError(ErrorCode.Internal, $"a fault of this program: {e}"),
            };
        }

        var cpu = CpuSeconds(pool) - _cpuReported;
        _cpuReported += cpu;
        return report with { Seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3), CpuSeconds = Math.Round(cpu, 3) };
    }

    private static double CpuSeconds(PageWorkerPool pool)
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds + pool.CpuSeconds;
    }
}
