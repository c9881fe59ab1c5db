namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>What an archive says of one entry.</summary>
/// <param name="Name">Its path as spelled in the archive; see <see cref="EntryNames"/>.</param>
/// <param name="Size">Bytes that it expands to; -1 when the archive does not say.</param>
internal sealed record SourceEntry(string Name, long Size)
{
    /// <summary>The CRC-32 that nothing but the caller checks, or null.</summary>
    public uint? Crc { get; init; }

    /// <summary>A folder.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>False for links, devices and the like.</summary>
    public bool IsPlainFile { get; init; } = true;

    /// <summary>Needs a password.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>
    /// Nothing else is packed together with it: it can be passed over unread, and its damage is its own. Else passing over it means to unpack it, so that it
    /// must be counted.
    /// </summary>
    public bool IsIndependent { get; init; }
}
