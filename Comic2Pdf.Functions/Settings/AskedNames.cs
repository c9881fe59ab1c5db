using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Comic2Pdf.Functions.Settings;

/// <summary>A configuration without values that remembers what it was asked for.</summary>
internal sealed class AskedNames : IConfiguration
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What it was asked for, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _names.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public string? this[string key]
    {
        get
        {
            _names.Add(key);
            return null;
        }
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public IEnumerable<IConfigurationSection> GetChildren() => [];

    /// <inheritdoc/>
    public IChangeToken GetReloadToken() => throw new NotSupportedException();

    /// <inheritdoc/>
    public IConfigurationSection GetSection(string key) => throw new NotSupportedException();
}
