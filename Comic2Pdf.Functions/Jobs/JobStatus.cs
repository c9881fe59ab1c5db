using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>The orchestration's custom status: the truth that files and HTTP answers are made from. Kept below the 16 KB that it may have.</summary>
/// <param name="Job">The job now.</param>
/// <param name="Transitions">How it came there; the last thirty.</param>
/// <param name="Run">Which run of this job it is: a retry by the operator is a new one.</param>
/// <param name="Revision">Grows with each status of a run; an older one never replaces a newer one.</param>
public sealed record JobStatus(JobRecord Job, IReadOnlyList<Transition> Transitions, string Run, int Revision)
{
    /// <summary>The revision of a status that the orchestration itself did not come to tell: it was ended from outside.</summary>
    public const int FromOutside = int.MaxValue;

    /// <summary>Whether it is such a one.</summary>
    [JsonIgnore]
    public bool IsFromOutside => Revision == FromOutside;
}
