namespace Comic2Pdf.Functions.Settings;

/// <summary>WEBHOOK_URL, WEBHOOK_SECRET and NOTIFY_COMMAND, checked.</summary>
internal static class WebhookSettings
{
    private const string EncodedPrefix = "whsec_";

    /// <summary>Addresses, separated by blanks or commas.</summary>
    /// <exception cref="SettingsException">One is no address.</exception>
    public static IReadOnlyList<Uri> Urls(string text)
    {
        var urls = text.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length == 0 ? [] : [.. urls.Select(Url).Distinct()];
    }

    /// <summary>The secret; null: none.</summary>
    /// <exception cref="SettingsException">It says that it is base64, and is not.</exception>
    public static string? Secret(string text) =>
        text.Length == 0 ? null
        : !text.StartsWith(EncodedPrefix, StringComparison.Ordinal)
        || Convert.TryFromBase64String(text[EncodedPrefix.Length..], new byte[text.Length], out _)
            ? text
        : throw new SettingsException($"WEBHOOK_SECRET: what follows {EncodedPrefix} is not base64");

    /// <summary>The program; null: none.</summary>
    /// <exception cref="SettingsException">There is no such file.</exception>
    public static string? Command(string text) =>
        text.Length == 0 ? null
        : File.Exists(text) ? Path.GetFullPath(text)
        : throw new SettingsException($"NOTIFY_COMMAND: '{text}' is not there; the path of a program is wanted, without arguments");

    // Its text may have a secret in it, and is not repeated.
    private static Uri Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw new SettingsException("WEBHOOK_URL: addresses that begin with http:// or https:// are wanted, without a user in them");
}
