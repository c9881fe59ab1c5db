using Comic2Pdf.Processing.Archives;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Comic2Pdf.Cli.Convert;

/// <summary>Turns what the user typed into archives and the names of their PDFs.</summary>
internal static class InputFinder
{
    /// <summary>The jobs, in the order typed, folders in natural order.</summary>
    /// <exception cref="UsageException">Several inputs for one PDF.</exception>
    public static IReadOnlyList<ConvertJob> Find(IReadOnlyList<string> inputs, string? output)
    {
        var found = inputs.SelectMany(Expand).DistinctBy(f => f.Path, StringComparer.Ordinal).ToList();
        var isFile = output is not null && OutputName.IsPdf(output);
        if (isFile && found.Count > 1)
        {
            throw new UsageException($"-o {output} names one PDF, but there are {found.Count} inputs; name a folder");
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. found.Select(f => new ConvertJob(f.Path, isFile ? output! : NameFor(f, output, taken), f.Fault))];
    }

    private static IEnumerable<Found> Expand(string input)
    {
        if (File.Exists(input))
        {
            return [new Found(input, string.Empty)];
        }

        if (Directory.Exists(input))
        {
            var files = Directory
                .EnumerateFiles(input, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                // Inside folders only what is named like a comic is taken; a file named outright may have any name.
                .Where(f => EntryFilter.ByName(Path.GetFileName(f)) == EntryKind.Archive)
                .Order(NaturalOrder.Instance)
                .Select(f => new Found(f, Path.GetDirectoryName(Path.GetRelativePath(input, f)) ?? string.Empty))
                .ToList();
            return files.Count > 0 ? files : [new Found(input, string.Empty, "no comic archives in this folder")];
        }

        return input.Contains('*', StringComparison.Ordinal) || input.Contains('?', StringComparison.Ordinal)
            ? ExpandPattern(input)
            : [new Found(input, string.Empty, "no such file or folder")];
    }

    private static List<Found> ExpandPattern(string pattern)
    {
        // The matcher wants a plain folder and a pattern below it.
        var parts = pattern.Replace('\\', '/').Split('/');
        var plain = parts.TakeWhile(p => p.IndexOfAny(['*', '?']) < 0).ToArray();
        var folder =
            plain.Length == 0 ? "."
            : string.Join('/', plain) is { Length: > 0 } path ? path
            : "/";
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);

        // It knows no "?": a broader pattern is narrowed by name afterwards.
        matcher.AddInclude(string.Join('/', parts.Skip(plain.Length)).Replace('?', '*'));
        var matches = Directory.Exists(folder) ? matcher.GetResultsInFullPath(folder) : [];
        var files = matches
            .Where(f => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(parts[^1], Path.GetFileName(f)))
            .Select(f => plain.Length == 0 || !Path.IsPathRooted(pattern) ? Path.GetRelativePath(".", f) : f)
            .Order(NaturalOrder.Instance)
            .Select(f => new Found(f, string.Empty))
            .ToList();
        return files.Count > 0 ? files : [new Found(pattern, string.Empty, "nothing matches this pattern")];
    }

    private static string NameFor(Found found, string? output, HashSet<string> taken)
    {
        var folder = output is null ? Path.GetDirectoryName(found.Path) ?? string.Empty : Path.Combine(output, found.Below);
        var name = Path.Combine(folder, Path.GetFileNameWithoutExtension(found.Path) + ".pdf");

        // a.cbz and a.cbr in one run: the second keeps its ending, nothing is overwritten.
        for (var n = 1; !taken.Add(name); n++)
        {
            name = Path.Combine(folder, Path.GetFileName(found.Path) + (n == 1 ? string.Empty : $" ({n})") + ".pdf");
        }

        return name;
    }

    private sealed record Found(string Path, string Below, string? Fault = null);
}
