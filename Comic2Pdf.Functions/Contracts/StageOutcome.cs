using System.Globalization;
using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>How an attempt, or a part of one, ended. Failures come back as data: an exception would lose its code on the way.</summary>
public sealed record StageOutcome
{
    // An orchestration carries the text in its status, which must stay small.
    private const int MaxDetail = 240;

    /// <summary>Why it failed: a code of docs/errors.md. Null: it succeeded.</summary>
    public string? Code { get; init; }

    /// <summary>Whether it succeeded.</summary>
    [JsonIgnore]
    public bool IsSuccess => Code is null;

    /// <summary>One sentence for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it failed for something around it, as a full disk: that costs no attempt.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Whether the slot was taken back: the work goes on when there is one again. Never comes from an activity.</summary>
    [JsonIgnore]
    public bool IsPaused { get; init; }

    /// <summary>Whether it ended without an answer: its process was killed, say. Activities return what fails in them, so this never comes from one.</summary>
    [JsonIgnore]
    public bool IsInterrupted { get; init; }

    /// <summary>Pages of the book, or done in the chunk.</summary>
    public int Pages { get; init; }

    /// <summary>The languages that the rest of the book is read in; null: as before.</summary>
    public string? Languages { get; init; }

    /// <summary>Pages that are not as they should be.</summary>
    public IReadOnlyList<int> Skipped { get; init; } = [];

    /// <summary>The file that was made.</summary>
    public string? Path { get; init; }

    /// <summary>Its size; 0: not measured.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The operator stopped it.</summary>
    public static StageOutcome Cancelled { get; } = Failed(ErrorCode.Cancelled, "stopped by the operator", isTransient: false);

    /// <summary>The slot was taken back.</summary>
    public static StageOutcome Paused { get; } = new() { IsPaused = true };

    /// <summary>It was given up for lack of a heartbeat.</summary>
    public static StageOutcome TimedOut(double silentSeconds) =>
        Failed(
            JobError.HeartbeatTimeout,
            string.Create(CultureInfo.InvariantCulture, $"no heartbeat for {silentSeconds:0} s"),
            isTransient: true
        );

    /// <summary>A failure; a long detail is cut.</summary>
    public static StageOutcome Failed(string code, string detail, bool isTransient)
    {
        ArgumentNullException.ThrowIfNull(detail);
        return new StageOutcome
        {
            Code = code,
            Detail = detail.Length > MaxDetail ? detail[..MaxDetail] : detail,
            IsTransient = isTransient,
        };
    }
}
