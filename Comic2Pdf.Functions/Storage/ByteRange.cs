namespace Comic2Pdf.Functions.Storage;

/// <summary>A part of a file.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ByteRange(long Start, long Length);
