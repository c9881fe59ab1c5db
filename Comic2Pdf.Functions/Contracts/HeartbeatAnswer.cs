namespace Comic2Pdf.Functions.Contracts;

/// <summary>Whether an attempt still beats, and when to ask again.</summary>
public sealed record HeartbeatAnswer(bool IsStale, double SilentSeconds, double AskAgainSeconds);
