using Comic2Pdf.Functions.Contracts;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>Who has a slot and who waits, first come first served. Plain data and plain rules; the orchestration only carries it.</summary>
internal sealed class AdmissionState
{
    /// <summary>A name for the history that this is in, which claims carry; no other history has it.</summary>
    public string? Owner { get; init; }

    /// <summary>What is allowed.</summary>
    public AdmissionLimits Limits { get; set; } = new(1, 1, 1);

    /// <summary>Jobs that were begun and are not over.</summary>
    public List<string> InFlight { get; init; } = [];

    /// <summary>Slots that were granted and not given back.</summary>
    public List<AdmissionSlot> Held { get; init; } = [];

    /// <summary>Slots wanted, in the order of asking.</summary>
    public List<AdmissionSlot> Waiting { get; init; } = [];

    /// <summary>Applies a message.</summary>
    /// <returns>What jobs are to be told because of it.</returns>
    public IReadOnlyList<AdmissionSignal> Apply(AdmissionMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        switch (message)
        {
            case { Kind: AdmissionMessage.Request, JobKey: { } job, Slot: { } slot }:
                return Request(new AdmissionSlot(job, slot));
            case { Kind: AdmissionMessage.Release, JobKey: { } job }:
                Drop(job);
                break;
            case { Kind: AdmissionMessage.Leave, JobKey: { } job }:
                Drop(job);
                InFlight.Remove(job);
                break;
            case { Kind: AdmissionMessage.NewLimits, Limits: { } limits }:
                Limits = limits;
                return [.. Pause(), .. Grant()];
        }

        return Grant();
    }

    private List<AdmissionSignal> Request(AdmissionSlot slot)
    {
        if (Held.Contains(slot))
        {
            // It asks again: the answer was lost.
            return [new AdmissionSignal(slot, JobSignal.Granted)];
        }

        Held.RemoveAll(s => s.JobKey == slot.JobKey);
        if (!Waiting.Contains(slot))
        {
            Waiting.RemoveAll(s => s.JobKey == slot.JobKey);
            Waiting.Add(slot);
        }

        return Grant();
    }

    private void Drop(string job)
    {
        Held.RemoveAll(s => s.JobKey == job);
        Waiting.RemoveAll(s => s.JobKey == job);
    }

    /// <summary>Takes back what reads beyond the limit, the latest first. It is read in chunks, so nothing is lost. PREP is short, and goes on to its end.</summary>
    private List<AdmissionSignal> Pause()
    {
        var beyond = Held.Where(s => s.IsOcr).Skip(Limits.Ocr).ToList();
        foreach (var slot in beyond)
        {
            Held.Remove(slot);
        }

        Waiting.InsertRange(0, beyond);
        return beyond.ConvertAll(s => new AdmissionSignal(s, JobSignal.Paused));
    }

    private List<AdmissionSignal> Grant()
    {
        var granted = new List<AdmissionSignal>();
        foreach (var slot in Waiting.ToList())
        {
            var isInFlight = InFlight.Contains(slot.JobKey);
            var limit = slot.IsOcr ? Limits.Ocr : Limits.Prep;
            if ((!isInFlight && InFlight.Count >= Limits.InFlight) || Held.Count(s => s.IsOcr == slot.IsOcr) >= limit)
            {
                continue;
            }

            if (!isInFlight)
            {
                InFlight.Add(slot.JobKey);
            }

            Waiting.Remove(slot);
            Held.Add(slot);
            granted.Add(new AdmissionSignal(slot, JobSignal.Granted));
        }

        return granted;
    }
}
