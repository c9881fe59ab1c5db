namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>An entry of a tar file and where its bytes are.</summary>
/// <param name="Entry">What its headers say.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
internal sealed record TarItem(SourceEntry Entry, long Offset);
