namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>One archive's entries, one after the other in the order of the file.</summary>
internal abstract class EntrySource : IDisposable
{
    private const int UnixTypeMask = 0xF000;
    private const int UnixRegular = 0x8000;
    private const int UnixLink = 0xA000;

    /// <summary>The names of all entries, before they are read.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>The entry that <see cref="MoveNext"/> came to.</summary>
    public abstract SourceEntry Current { get; }

    /// <summary>Goes on; false at the end.</summary>
    public abstract bool MoveNext();

    /// <summary>The current entry's bytes.</summary>
    public abstract Stream OpenData();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether attributes with a Unix mode in their upper half, or none, are those of a file.</summary>
    protected static bool IsPlainUnixMode(int? attributes) => ((attributes ?? 0) >> 16 & UnixTypeMask) is 0 or UnixRegular;

    /// <summary>The same for a mode that may as well be Windows attributes: a bit that means "device" in one is harmless in the other. Devices have no data.</summary>
    protected static bool IsPlainMode(int? attributes, long size) =>
        ((attributes ?? 0) & UnixTypeMask) switch
        {
            0 or UnixRegular => true,
            UnixLink => false,
            _ => size > 0,
        };
}
