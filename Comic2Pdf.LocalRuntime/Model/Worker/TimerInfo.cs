// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Timer 4.3.1 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told: its schedule (null when it is not monitored) and whether it runs late because the host was down.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}
