namespace Comic2Pdf.Processing.Worker;

/// <summary>Texts that come from files of strangers, or from libraries that may quote them.</summary>
internal static class UntrustedText
{
    private const int MaxLength = 500;

    /// <summary>The text without signs that a terminal or a log would take for more than signs.</summary>
    public static string Printable(string line) => string.Concat(line.Take(MaxLength).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
