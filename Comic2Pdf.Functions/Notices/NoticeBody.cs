using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Notices;

/// <summary>What is told of an event: the body of a webhook.</summary>
/// <param name="Id">The same for each time that it is told: who has seen it need not look again.</param>
/// <param name="Event">One of <see cref="NoticeEvents"/>.</param>
/// <param name="At">When it happened, ISO 8601 UTC.</param>
/// <param name="JobKey">The job.</param>
/// <param name="FileName">The archive, or the file that waits.</param>
/// <param name="State">The job's state, or DUPLICATE_PENDING.</param>
/// <param name="Pages">Pages of the book; 0 when they are not known.</param>
/// <param name="SkippedPages">Pages that are not as they should be.</param>
/// <param name="FinalPdf">The PDF, or null.</param>
/// <param name="Message">One sentence, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record NoticeBody(
    string Id,
    string Event,
    string At,
    string JobKey,
    string FileName,
    string State,
    int Pages,
    IReadOnlyList<int> SkippedPages,
    string? FinalPdf,
    string? Message,
    JobError? Error
);
