using System.Text;

namespace Comic2Pdf.Functions.Http;

/// <summary>What each code means and what to do about it, as docs/errors.md says: its tables are the one source.</summary>
internal static class ErrorTable
{
    /// <summary>All rows of the document inside the assembly.</summary>
    public static IReadOnlyList<ErrorRow> All { get; } = Read(Encoding.UTF8.GetString(PageAssets.Find(PageAssets.Errors)!.Content));

    /// <summary>Reads the rows that begin with a code: the first cell, and the last two.</summary>
    public static IReadOnlyList<ErrorRow> Read(string document) =>
        [
            .. document
                .Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && !line.StartsWith("| `...", StringComparison.Ordinal))
                .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length >= 3 && IsCode(cells[0].Trim('`')))
                .Select(cells => new ErrorRow(cells[0].Trim('`'), Plain(cells[^2]), Plain(cells[^1]))),
        ];

    private static bool IsCode(string text) => text.All(c => c is (>= 'a' and <= 'z') or '_');

    private static string Plain(string markdown) => markdown.Replace("`", string.Empty, StringComparison.Ordinal);
}
