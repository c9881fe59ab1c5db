namespace Comic2Pdf.Processing.Archives;

/// <summary>An archive found in a file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins: behind the program of a self-extracting one. ZIP's own offsets decide later.</param>
internal readonly record struct ArchiveStart(ArchiveKind Kind, long Offset);
