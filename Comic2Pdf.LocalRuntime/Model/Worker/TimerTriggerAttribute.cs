// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Timer 4.3.1 (see docs/local-runtime.md, "The mirrored model").
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs the function on a schedule: six NCRONTAB fields beginning with seconds, a TimeSpan, or %a setting% that holds one. UTC.
/// UseMonitor (default true) remembers the schedule across restarts when its interval is at least a minute.
/// </summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    public string Schedule { get; private set; }

    public bool UseMonitor { get; set; }

    public bool RunOnStartup { get; set; }
}
