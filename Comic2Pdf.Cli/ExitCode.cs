namespace Comic2Pdf.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>All done.</summary>
    public const int Success = 0;

    /// <summary>At least one input failed, or something that is needed is missing.</summary>
    public const int Failure = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C (128 + SIGINT, as shells have it).</summary>
    public const int Cancelled = 130;
}
