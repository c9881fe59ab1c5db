using System.Diagnostics;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Telemetry;

/// <summary>
/// The spans of a job: one trace from the file in in/ to its PDF, whichever processes and hosts work on it, as the job's input carries the trace. Without a listener (OTEL_*)
/// nothing is made.
/// </summary>
public static class Spans
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "Comic2Pdf";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A file is looked at: the beginning of a trace, or a part of the request that has brought it.</summary>
    public static Activity? Intake(string fileName) => Source.StartActivity("intake")?.SetTag("comic2pdf.file", fileName);

    /// <summary>A job is started. What is done for it belongs to this span.</summary>
    public static Activity? Start(string jobKey) =>
        Source.StartActivity("start job", ActivityKind.Producer)?.SetTag("comic2pdf.job_key", jobKey);

    /// <summary>A part of an attempt: PREP, a chunk of pages, the finish, the last moves.</summary>
    public static Activity? Work(string name, StageWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var span = Begin(name, work.TraceParent, default)
            ?.SetTag("comic2pdf.job_key", work.JobKey)
            .SetTag("comic2pdf.file", work.FileName)
            .SetTag("comic2pdf.attempt", work.Token);
        return work.Count > 0 ? span?.SetTag("comic2pdf.first_page", work.First + 1) : span;
    }

    /// <summary>How a part of an attempt ended.</summary>
    public static void End(this Activity? span, StageOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        span?.SetTag("comic2pdf.pages", outcome.Pages);
        if (outcome.Code is { } code)
        {
            span?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error, outcome.Detail);
        }
    }

    /// <summary>A job is over: a span of its whole time.</summary>
    public static void Job(JobRecord job, string? traceParent)
    {
        ArgumentNullException.ThrowIfNull(job);
        using var span = Begin("job", traceParent, Timestamp.Parse(job.CreatedAt));
        span?.SetTag("comic2pdf.job_key", job.JobKey)
            .SetTag("comic2pdf.file", job.InputFile)
            .SetTag("comic2pdf.state", job.State)
            .SetTag("comic2pdf.pages", job.Pages.Total)
            .SetTag("comic2pdf.skipped_pages", job.SkippedPages.Count);
        if (job.Error is { } error)
        {
            span?.SetTag("error.type", error.Code).SetStatus(ActivityStatusCode.Error, error.Detail);
        }
    }

    // Beside the trace of the job there may be one of the host, for this one call: it is linked.
    private static Activity? Begin(string name, string? traceParent, DateTimeOffset start) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(
                name,
                ActivityKind.Consumer,
                parent,
                links: Activity.Current is { } host ? [new ActivityLink(host.Context)] : null,
                startTime: start
            )
            : Source.StartActivity(name, ActivityKind.Internal, parentContext: default, startTime: start);
}
