using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>Replaces %a setting% in a trigger's text by its value.</summary>
internal static class SettingExpressions
{
    /// <exception cref="InvalidOperationException">There is no such setting.</exception>
    public static string Resolve(string text, IConfiguration configuration)
    {
        var parts = text.Split('%');
        for (var i = 1; i < parts.Length - 1; i += 2)
        {
            parts[i] =
                configuration[parts[i]]
                ?? throw new InvalidOperationException($"'%{parts[i]}%' does not resolve to a value: there is no such setting.");
        }

        return string.Concat(parts);
    }
}
