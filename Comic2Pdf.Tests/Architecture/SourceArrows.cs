using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Architecture;

/// <summary>
/// Which folders of a project use which. Read from the sources and not from the assembly: constants of another folder are not to be seen there any more, and an unnecessary using
/// is an error of the build, so that each one is an arrow.
/// </summary>
internal sealed partial class SourceArrows
{
    private readonly Dictionary<(string From, string To), SortedSet<string>> _files = [];

    private SourceArrows(IEnumerable<string> folders) => Folders = [.. folders.Order(StringComparer.Ordinal)];

    /// <summary>The folders directly in the project.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The arrows, and the files that make them.</summary>
    public IReadOnlyDictionary<(string From, string To), SortedSet<string>> All => _files;

    /// <summary>Reads a project's sources.</summary>
    public static SourceArrows Of(string project)
    {
        var root = Path.Combine(Repository.Root, project);
        var arrows = new SourceArrows(
            Directory.GetDirectories(root).Select(d => Path.GetFileName(d)).Where(d => d is not ("bin" or "obj"))
        );
        foreach (var folder in arrows.Folders)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            {
                arrows.Read(project, folder, file);
            }
        }

        return arrows;
    }

    private void Read(string project, string folder, string file)
    {
        foreach (var used in UsesOf(project, File.ReadAllText(file)).Where(used => used != folder))
        {
            if (!_files.TryGetValue((folder, used), out var files))
            {
                _files[(folder, used)] = files = new SortedSet<string>(StringComparer.Ordinal);
            }

            files.Add(Path.GetFileName(file));
        }
    }

    // Usings, and names that are written out: in code "Folder.Type" is one when the folder's name is not a member's.
    private IEnumerable<string> UsesOf(string project, string source)
    {
        var usings = Usings()
            .Matches(source)
            .Select(m => m.Groups["name"].Value)
            .Where(n => n.StartsWith($"{project}.", StringComparison.Ordinal))
            .Select(n => n[(project.Length + 1)..].Split('.')[0]);
        var code = Comments().Replace(source, string.Empty);
        var writtenOut = Folders.Where(f =>
            Regex.IsMatch(
                code,
                $@"(?<![\w.]){f}\.[A-Z]\w*\.[A-Z]|(?<![\w.])(?:global::)?{Regex.Escape(project)}\.{f}\.",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );
        return usings.Concat(writtenOut).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^using (?:static |\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usings();

    [GeneratedRegex(@"//[^\n]*|^(?:using|namespace) [^\n]*;", RegexOptions.Multiline, 1000)]
    private static partial Regex Comments();
}
