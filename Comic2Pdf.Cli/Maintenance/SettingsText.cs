using System.Globalization;
using System.Text;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Settings as lines, without secrets.</summary>
internal static class SettingsText
{
    private static readonly string[] Secret =
    [
        nameof(AppSettings.ApiKey),
        nameof(AppSettings.Blobs),
        nameof(AppSettings.HistoryAccount),
        nameof(AppSettings.WebhookSecret),
        // Many receivers have their password in the address.
        nameof(AppSettings.WebhookUrls),
    ];

    /// <summary>All settings that are in force; of a secret only whether it is set.</summary>
    public static string Of(AppSettings settings)
    {
        var text = new StringBuilder();
        foreach (var property in typeof(AppSettings).GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var value = property.GetValue(settings);
            var shown = Secret.Contains(property.Name)
                ? (value is null or IReadOnlyCollection<Uri> { Count: 0 } ? "not set" : "set")
                : System.Convert.ToString(value, CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{property.Name} = {shown}\n");
        }

        return text.ToString();
    }
}
