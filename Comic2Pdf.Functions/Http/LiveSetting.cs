namespace Comic2Pdf.Functions.Http;

/// <summary>A setting that POST /config changes.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Value">What holds.</param>
/// <param name="AtStart">What the setting of the start said.</param>
/// <param name="Min">The least; null: it is a text.</param>
/// <param name="Max">The most.</param>
public sealed record LiveSetting(string Name, string Value, string AtStart, int? Min, int? Max);
