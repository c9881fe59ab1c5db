namespace Comic2Pdf.Functions.Intake;

/// <summary>index/sides/[id]: a side file counts for one archive, from before the archive is moved until the side file is gone. A crash between the two changes nothing of that.</summary>
/// <param name="Side">The side file with its version.</param>
/// <param name="Archive">The archive with its version.</param>
/// <param name="IsRefused">Whether the archive goes to error/, and the side file with it; else the job's profile has what it says.</param>
public sealed record SideMark(string Side, string Archive, bool IsRefused);
