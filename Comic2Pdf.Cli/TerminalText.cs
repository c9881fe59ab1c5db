using System.Globalization;
using System.Text;

namespace Comic2Pdf.Cli;

/// <summary>Texts of others (names of files, messages of a server) as a terminal may see them: what would steer it is shown as \u001b.</summary>
internal static class TerminalText
{
    /// <summary>The text with its control and formatting characters made visible.</summary>
    public static string Safe(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(Steers))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = Steers(c) ? safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : safe.Append(c);
        }

        return safe.ToString();
    }

    // Format characters turn the direction of writing, so that a name can look like another one; without joiners some scripts are not legible.
    private static bool Steers(char c) =>
        char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200c' or '\u200d'));
}
