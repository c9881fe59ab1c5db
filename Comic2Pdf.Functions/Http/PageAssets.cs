using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>The page's files, which are inside the assembly: nothing is read from a disk or another host.</summary>
internal static class PageAssets
{
    /// <summary>The page itself.</summary>
    public const string Index = "index.html";

    /// <summary>The table of errors, of docs/.</summary>
    public const string Errors = "errors.md";

    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".json"] = "application/json; charset=utf-8",
        [".webmanifest"] = "application/manifest+json",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PageAsset> All = Load();

    /// <summary>Names of all files.</summary>
    public static IReadOnlyList<string> Names => All.Keys;

    /// <summary>A file, or null.</summary>
    public static PageAsset? Find(string name) => All.GetValueOrDefault(name);

    private static FrozenDictionary<string, PageAsset> Load()
    {
        var assembly = typeof(PageAssets).Assembly;
        var assets = new Dictionary<string, PageAsset>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            var bytes = content.ToArray();
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
            var name = resource[Prefix.Length..];
            assets[name] = new PageAsset(bytes, Types.GetValueOrDefault(Path.GetExtension(name), "text/plain; charset=utf-8"), tag);
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
