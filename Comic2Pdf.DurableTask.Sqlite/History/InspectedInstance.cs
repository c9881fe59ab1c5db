namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>An instance in a history file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CustomStatus">Its custom status, serialized; null: none yet.</param>
/// <param name="Input">Its input, serialized; null: none.</param>
public sealed record InspectedInstance(string Id, string? CustomStatus, string? Input);
