using System.Text;
using System.Text.RegularExpressions;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>A blob trigger's path: container, and a name in which {tokens} stand for any text. Tokens become binding data.</summary>
internal sealed partial class BlobPathPattern
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    private readonly Regex _name;
    private readonly string[] _tokens;

    private BlobPathPattern(string container, string prefix, Regex name)
    {
        Container = container;
        Prefix = prefix;
        _name = name;
        _tokens = [.. name.GetGroupNames().Where(static g => !char.IsDigit(g[0]))];
    }

    public string Container { get; }

    /// <summary>What every matching name begins with.</summary>
    public string Prefix { get; }

    /// <exception cref="FormatException">There is no container, its name is none that Azure Storage takes, or a token is not closed.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        var rest = slash < 0 ? "{name}" : path[(slash + 1)..];
        if (!ContainerName().IsMatch(container))
        {
            throw new FormatException(
                $"The blob path '{path}' does not begin with the name of a container: 3 to 63 lower-case letters, digits and single hyphens."
            );
        }

        var regex = new StringBuilder("^");
        for (var i = 0; i < rest.Length; )
        {
            var open = rest.IndexOf('{', i);
            regex.Append(Regex.Escape(open < 0 ? rest[i..] : rest[i..open]));
            if (open < 0)
            {
                break;
            }

            var close = rest.IndexOf('}', open);
            if (close <= open + 1)
            {
                throw new FormatException($"The blob path '{path}' has a token that is empty or not closed.");
            }

            regex.Append("(?<").Append(rest.AsSpan(open + 1, close - open - 1)).Append(">.+)");
            i = close + 1;
        }

        var first = rest.IndexOf('{', StringComparison.Ordinal);
        return new(
            container,
            first < 0 ? rest : rest[..first],
            new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, MatchTime)
        );
    }

    /// <returns>The tokens' values, or null when the name does not match.</returns>
    public Dictionary<string, object?>? Match(string blobName) =>
        _name.Match(blobName) is { Success: true } match
            ? _tokens.ToDictionary(static t => t, object? (t) => match.Groups[t].Value, StringComparer.OrdinalIgnoreCase)
            : null;

    // What Azure Storage takes; the Functions host refuses to load a function with another.
    [GeneratedRegex(
        @"^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ContainerName();
}
