using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>The orchestration's custom status: the truth that files and HTTP answers are made from. Kept below the 16 KB that it may have.</summary>
/// <param name="Job">The job now.</param>
/// <param name="Transitions">How it came there; the last thirty.</param>
/// <param name="Run">Which run of this job it is: a retry by the operator is a new one.</param>
/// <param name="Revision">Grows with each status of a run; an older one never replaces a newer one.</param>
public sealed record JobStatus(JobRecord Job, IReadOnlyList<Transition> Transitions, string Run, int Revision)
{
    /// <summary>The revision of a status of an orchestration that was ended from outside, and so could not set it itself.</summary>
    public const int FromOutside = int.MaxValue;

    /// <summary>Whether the orchestration was ended from outside.</summary>
    [JsonIgnore]
    public bool IsFromOutside => Revision == FromOutside;
}
