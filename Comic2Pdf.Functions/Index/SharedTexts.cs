using System.Collections.Concurrent;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Index;

/// <summary>
/// Gives equal texts of many jobs one object: the names of states, languages, profiles. Each status is read from JSON of its own, and ten thousand jobs would hold
/// the same few texts ten thousand times. Thread-safe.
/// </summary>
internal sealed class SharedTexts
{
    // A profile is new for each version of the tools, and for each forced job its nonce makes a new one: those are not kept.
    private const int MaxProfiles = 64;

    private readonly ConcurrentDictionary<string, JsonElement> _profiles = new(StringComparer.Ordinal);

    /// <summary>The same status, with shared texts.</summary>
    public JobStatus Share(JobStatus status) => status with
    {
        Job = status.Job with
        {
            State = string.Intern(status.Job.State),
            Stage = string.Intern(status.Job.Stage),
            Language = status.Job.Language is { } language ? string.Intern(language) : null,
            Profile = Share(status.Job),
        },
        Transitions = [.. status.Transitions.Select(t => t with { State = string.Intern(t.State), Code = t.Code is { } code ? string.Intern(code) : null })],
    };

    private JsonElement Share(JobRecord job) =>
        _profiles.TryGetValue(job.ProfileHash, out var known) ? known
        : _profiles.Count < MaxProfiles ? _profiles.GetOrAdd(job.ProfileHash, job.Profile)
        : job.Profile;
}
