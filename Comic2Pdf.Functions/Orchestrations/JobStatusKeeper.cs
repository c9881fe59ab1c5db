using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>Keeps a job's status inside its orchestration and has each change recorded. Deterministic.</summary>
internal sealed class JobStatusKeeper
{
    private const int MaxTransitions = 30;

    private readonly TaskOrchestrationContext _context;
    private readonly List<Transition> _transitions = [];
    private readonly string _run;
    private readonly string? _traceParent;
    private int _revision;

    public JobStatusKeeper(TaskOrchestrationContext context, JobInput input)
    {
        _context = context;
        _traceParent = input.TraceParent;
        _run = context.NewGuid().ToString("N")[..8];
        Job = JobRecord.Discovered(input);
    }

    /// <summary>The job as it is now.</summary>
    public JobRecord Job { get; set; }

    /// <summary>A name for an attempt that no other attempt of this job ever has.</summary>
    /// <param name="stage">PREP or OCR.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="again">How often attempts of the stage were made again because they cost none.</param>
    public string TokenOf(string stage, int attempt, int again) =>
        $"{_run}-{(stage == JobStages.Prep ? "p" : "o")}{attempt}{(again == 0 ? "" : $"b{again}")}";

    /// <summary>The job enters a state. Files show it when this is over.</summary>
    /// <param name="state">The state.</param>
    /// <param name="message">One sentence, or null.</param>
    /// <param name="error">Why, if it is a failure.</param>
    /// <param name="fence">The attempt that is the current one from now on; empty: none; null: as before.</param>
    public Task EnterAsync(string state, string? message = null, JobError? error = null, string? fence = null)
    {
        Job = Job with { State = state, Message = message, Error = error ?? (state == JobStates.Done ? null : Job.Error) };
        _transitions.Add(new Transition(state, Timestamp.Of(_context.CurrentUtcDateTime), Job.Attempt, error?.Code));
        if (_transitions.Count > MaxTransitions)
        {
            _transitions.RemoveAt(0);
        }

        return PublishAsync(fence);
    }

    /// <summary>Pages were done.</summary>
    public Task ProgressAsync(int pages)
    {
        Job = Job with { Pages = Job.Pages with { Done = Math.Min(Job.Pages.Total, Job.Pages.Done + pages) } };
        return PublishAsync(null);
    }

    private Task PublishAsync(string? fence)
    {
        Job = Job with { UpdatedAt = Timestamp.Of(_context.CurrentUtcDateTime) };
        var status = StatusSize.Fit(new JobStatus(Job, [.. _transitions], _run, ++_revision));
        _context.SetCustomStatus(status);
        return _context.CallActivityAsync(
            Names.Record,
            new StatusUpdate(status, fence is null ? null : Job.Stage, fence, JobStates.IsFinal(Job.State) ? _traceParent : null),
            Bookkeeping.Options
        );
    }
}
