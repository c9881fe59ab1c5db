namespace Comic2Pdf.Cli.Convert;

/// <summary>One archive to convert.</summary>
/// <param name="Input">Its path as the user would write it.</param>
/// <param name="Output">The PDF to make.</param>
/// <param name="Fault">Why there is nothing to convert, or null.</param>
internal sealed record ConvertJob(string Input, string Output, string? Fault = null);
