using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Settings;

/// <summary>The setting ALLOWED_HOSTS.</summary>
public static class AllowedHosts
{
    /// <summary>Allows every name.</summary>
    public const string Any = "*";

    /// <summary>The names as a Host header has them: in ASCII, IPv6 addresses in brackets; *.example.com stands for all names below example.com.</summary>
    /// <param name="text">Names, separated by commas, without scheme and port.</param>
    /// <exception cref="SettingsException">One of them is no host name.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];
    }

    private static string ParseOne(string name)
    {
        if (name == Any)
        {
            return name;
        }

        var plain = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        return Uri.CheckHostName(plain) switch
        {
            UriHostNameType.IPv6 => $"[{plain.Trim('[', ']')}]",
            UriHostNameType.Unknown => throw new SettingsException(
                $"ALLOWED_HOSTS: '{name}' is no host name (names without scheme and port, separated by commas, or *)"
            ),
            _ => new HostString(name).ToUriComponent(),
        };
    }
}
