namespace Comic2Pdf.Functions.Intake;

/// <summary>A file of in/ that this process has no right to read. It stays where it is.</summary>
public sealed class UnreadableFileException(string message, Exception cause) : IOException(message, cause);
