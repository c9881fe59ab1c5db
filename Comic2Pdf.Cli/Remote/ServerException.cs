namespace Comic2Pdf.Cli.Remote;

/// <summary>The server cannot be reached, or refuses.</summary>
internal sealed class ServerException(string message) : Exception(message);
