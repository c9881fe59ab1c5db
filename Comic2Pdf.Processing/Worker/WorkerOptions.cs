using System.ComponentModel.DataAnnotations;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Settings of the page workers.</summary>
public sealed record WorkerOptions
{
    /// <summary>Processes at the same time. Default: one for each processor.</summary>
    [Range(1, 256)]
    public int Count { get; init; } = Environment.ProcessorCount;

    /// <summary>How much they give way to other programs: from 0, the default, to 19.</summary>
    [Range(0, 19)]
    public int Nice { get; init; }

    /// <summary>How to start one. Default: this program.</summary>
    public WorkerCommand? Command { get; init; }

    /// <summary>Processor time for decoding one picture; then the worker is ended. Default 120 seconds.</summary>
    public TimeSpan DecodeDeadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Memory that one worker may hold while it works on a page; past it the worker is ended, and another gets the page. One that holds more than three quarters
    /// of it after a page is replaced before the next. Default 1536 MiB, enough for the largest page allowed.
    /// </summary>
    [Range(64L << 20, long.MaxValue)]
    public long MaxWorkerBytes { get; init; } = 1536L << 20;

    /// <summary>Time beyond the reading deadline before a worker that does not answer is ended. Default 10 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
