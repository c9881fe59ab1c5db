namespace Comic2Pdf.Functions.Storage;

/// <summary>What is remembered of a file between two looks.</summary>
/// <param name="Version">The version that was seen; see <see cref="StoredFile.Version"/>.</param>
/// <param name="Since">When this version was seen first: time that no change of the clock touches, since the program began to count.</param>
public sealed record FileSighting(string Version, TimeSpan Since);
