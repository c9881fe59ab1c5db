namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Which setting a variable's name was meant to be. No I/O.</summary>
internal static class MistypedRule
{
    // Shorter names are one or two letters away from much that is another program's.
    private const int MinLength = 7;
    private const int MaxEdits = 2;

    // Of other programs, and near to ours.
    private static readonly string[] Foreign = ["HTTPS_PORT", "HTTP_HOST", "HTTP_PORTS"];

    /// <summary>The setting, or null: the name is right, or no setting's.</summary>
    /// <param name="name">A variable's name.</param>
    /// <param name="settings">Names of all settings.</param>
    public static string? MeantBy(string name, IReadOnlyCollection<string> settings) =>
        name.Length < MinLength || settings.Contains(name) || Foreign.Contains(name)
            ? null
            : settings
                .Where(s => s.Length >= MinLength)
                .Select(s => (Name: s, Edits: EditsBetween(name, s)))
                .Where(s => s.Edits <= MaxEdits)
                .OrderBy(s => s.Edits)
                .ThenBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => s.Name)
                .FirstOrDefault();

    private static int EditsBetween(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > MaxEdits)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var before = row[0];
            row[0] = i;
            for (var k = 1; k <= b.Length; k++)
            {
                var replaced = before + (char.ToUpperInvariant(a[i - 1]) == b[k - 1] ? 0 : 1);
                before = row[k];
                row[k] = Math.Min(replaced, 1 + Math.Min(row[k], row[k - 1]));
            }
        }

        // Small letters are another name to the system.
        return Math.Max(row[^1], 1);
    }
}
