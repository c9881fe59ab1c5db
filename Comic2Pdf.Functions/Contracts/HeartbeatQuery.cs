namespace Comic2Pdf.Functions.Contracts;

/// <summary>Asks whether an attempt still beats.</summary>
public sealed record HeartbeatQuery(string JobKey, string Stage, string Token, DateTime StartedAt);
