namespace Comic2Pdf.Cli;

/// <summary>What -o names: a folder, or the one PDF.</summary>
internal static class OutputName
{
    private const int LongestEnding = 5;

    /// <summary>Whether it is the name of a PDF; else it is a folder, which may be new.</summary>
    /// <exception cref="UsageException">It can be neither: a file that is no PDF, or the name of one.</exception>
    public static bool IsPdf(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Directory.Exists(output) || Path.EndsInDirectorySeparator(output))
        {
            return false;
        }

        var ending = Path.GetExtension(output);
        if (ending.Equals(".pdf", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return File.Exists(output) || (ending.Length is > 1 and <= LongestEnding && ending[1..].All(char.IsAsciiLetter))
            ? throw new UsageException($"-o {output} names neither a folder nor a .pdf; for a new folder of that name write {output}/")
            : false;
    }
}
