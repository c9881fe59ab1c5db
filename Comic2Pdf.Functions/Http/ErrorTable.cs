using System.Text;

namespace Comic2Pdf.Functions.Http;

/// <summary>What each code means and what to do about it, as docs/errors.md says: its tables are the one source.</summary>
internal static class ErrorTable
{
    /// <summary>One row.</summary>
    /// <param name="Code">The code.</param>
    /// <param name="Meaning">What it means.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record Row(string Code, string Meaning, string Remedy);

    /// <summary>All rows of the document inside the assembly.</summary>
    public static IReadOnlyList<Row> All { get; } = Read(Encoding.UTF8.GetString(PageAssets.Find(PageAssets.Errors)!.Content));

    /// <summary>Reads the rows that begin with a code: the first cell, and the last two.</summary>
    public static IReadOnlyList<Row> Read(string document) =>
        [
            .. document
                .Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && !line.StartsWith("| `...", StringComparison.Ordinal))
                .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length >= 3 && IsCode(cells[0].Trim('`')))
                .Select(cells => new Row(cells[0].Trim('`'), Plain(cells[^2]), Plain(cells[^1]))),
        ];

    private static bool IsCode(string text) => text.All(c => c is (>= 'a' and <= 'z') or '_');

    private static string Plain(string markdown) => markdown.Replace("`", string.Empty, StringComparison.Ordinal);
}
