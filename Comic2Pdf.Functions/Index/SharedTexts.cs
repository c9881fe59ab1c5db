using System.Collections.Concurrent;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Index;

/// <summary>
/// Makes what the index keeps of a job small: equal texts of many jobs (states, languages, profiles) are one object, as each status is read from JSON of its own;
/// and of the transitions only those to a failure stay, which the counters need, and while it runs the one that says since when. A job's history is read from its orchestration. Thread-safe.
/// </summary>
internal sealed class SharedTexts
{
    // A profile is new for each version of the tools, and for each forced job its nonce makes a new one: those are not kept.
    private const int MaxProfiles = 64;

    private readonly ConcurrentDictionary<string, (string Hash, JsonElement Profile)> _profiles = new(StringComparer.Ordinal);

    /// <summary>The same status, made small.</summary>
    public JobStatus Share(JobStatus status)
    {
        var (hash, profile) = ProfileOf(status.Job);
        return status with
        {
            Job = status.Job with
            {
                State = string.Intern(status.Job.State),
                Stage = string.Intern(status.Job.Stage),
                Language = status.Job.Language is { } language ? string.Intern(language) : null,
                Profile = profile,
                ProfileHash = hash,
                SkippedPages = status.Job.SkippedPages.Count == 0 ? [] : status.Job.SkippedPages,
            },
            Transitions = status.Transitions.Any(t => IsKept(t, status.Job))
                ? [.. status.Transitions.Where(t => IsKept(t, status.Job))]
                : [],
        };
    }

    private static bool IsKept(Transition transition, JobRecord job) =>
        transition.Code is not null || (transition.State == job.State && JobStates.IsRunning(job.State));

    private (string Hash, JsonElement Profile) ProfileOf(JobRecord job) =>
        _profiles.TryGetValue(job.ProfileHash, out var known) ? known
        : _profiles.Count < MaxProfiles ? _profiles.GetOrAdd(job.ProfileHash, (job.ProfileHash, job.Profile))
        : (job.ProfileHash, job.Profile);
}
