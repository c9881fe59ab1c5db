namespace Comic2Pdf.Cli;

/// <summary>The command line makes no sense, for a reason the parser cannot know.</summary>
internal sealed class UsageException(string message) : Exception(message);
