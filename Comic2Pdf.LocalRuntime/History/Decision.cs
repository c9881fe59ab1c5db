using System.Text.Json.Serialization;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// What an orchestrator has decided, numbered in the order of its calls. A replay must make the same decisions under the same numbers.
/// What is not part of that comparison (inputs) is carried out with the turn and stays out of the history.
/// </summary>
internal abstract record Decision(int Id) : HistoryEvent
{
    /// <summary>Whether the replay's decision is the recorded one. Names compare as function names do.</summary>
    public abstract bool Matches(Decision recorded);

    protected static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

internal sealed record TaskScheduled(int Id, string Name) : Decision(Id)
{
    [JsonIgnore]
    public string? Input { get; init; }

    public override bool Matches(Decision recorded) => recorded is TaskScheduled other && SameName(Name, other.Name);

    public override string ToString() => $"activity '{Name}' (#{Id})";
}

internal sealed record TimerCreated(int Id, DateTime FireAt) : Decision(Id)
{
    // The time is not compared: the real engine does not either, and a changed delay is an ordinary upgrade.
    public override bool Matches(Decision recorded) => recorded is TimerCreated;

    public override string ToString() => $"timer (#{Id})";
}

internal sealed record SubOrchestrationCreated(int Id, string Name, string InstanceId) : Decision(Id)
{
    [JsonIgnore]
    public string? Input { get; init; }

    public override bool Matches(Decision recorded) => recorded is SubOrchestrationCreated other && SameName(Name, other.Name);

    public override string ToString() => $"sub-orchestration '{Name}' (#{Id})";
}

internal sealed record EventSent(int Id, string InstanceId, string Name) : Decision(Id)
{
    [JsonIgnore]
    public string? Input { get; init; }

    public override bool Matches(Decision recorded) => recorded is EventSent other && SameName(Name, other.Name);

    public override string ToString() => $"event '{Name}' sent (#{Id})";
}
