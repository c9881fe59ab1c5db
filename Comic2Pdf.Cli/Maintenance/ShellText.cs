namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Words of a command that somebody is to type.</summary>
internal static class ShellText
{
    /// <summary>A word as a shell takes it for one: quoted when it must be.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
