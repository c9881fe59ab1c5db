namespace Comic2Pdf.Functions.Jobs;

/// <summary>One change of state. Short: all of a job's must fit into its status.</summary>
/// <param name="State">The state entered.</param>
/// <param name="At">When, ISO 8601 UTC.</param>
/// <param name="Attempt">Attempt of the stage.</param>
/// <param name="Code">The error's code, if it was one.</param>
public sealed record Transition(string State, string At, int Attempt, string? Code);
