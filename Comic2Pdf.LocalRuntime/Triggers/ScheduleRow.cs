namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>When a timer function last ran and is to run next, in UTC.</summary>
internal sealed record ScheduleRow(DateTime Last, DateTime Next, DateTime Updated);
