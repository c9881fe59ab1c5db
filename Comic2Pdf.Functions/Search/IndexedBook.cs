namespace Comic2Pdf.Functions.Search;

/// <summary>A book that the index has.</summary>
/// <param name="Id">Its number in the index.</param>
/// <param name="JobKey">Its job.</param>
/// <param name="Version">The version of the file of its text.</param>
internal sealed record IndexedBook(long Id, string JobKey, string Version);
