using System.Text.Json;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>JSON files of which only is to be known whether they are whole.</summary>
internal static class JsonText
{
    /// <summary>Whether a file is there and is no JSON.</summary>
    public static bool IsBroken(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
