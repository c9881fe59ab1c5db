using System.Security.Cryptography;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Looks where the archives of a data folder are: nothing may be lost, nothing may be in two places.</summary>
internal static class DirectoryAudit
{
    /// <summary>The folders in which each archive is, by its content: "archive", "in", "error", "hold", "work".</summary>
    public static Dictionary<string, string[]> Places(string data)
    {
        var places = new[] { "in", "archive", "error", "hold", "work" };
        return places.SelectMany(place => Directory.GetFiles(Path.Combine(data, place), "*", SearchOption.AllDirectories)
                
                .Where(f => !Path.GetFileName(f).StartsWith('.') && IsArchive(f)).Select(file => (Hash: Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), Place: place)))
            .GroupBy(f => f.Hash, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(f => f.Place).ToArray(), StringComparer.Ordinal);
    }

    private static bool IsArchive(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
    }
}
