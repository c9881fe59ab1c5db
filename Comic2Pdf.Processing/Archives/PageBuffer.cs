namespace Comic2Pdf.Processing.Archives;

/// <summary>Memory that grows to the largest page and is used for each.</summary>
internal sealed class PageBuffer(long maxEntryBytes)
{
    private const int InitialSize = ArchiveEntry.MaxHead;

    // Memory that a declared size alone may claim; untouched, it costs nothing.
    private const long MaxTrustedSize = 64 << 20;

    /// <summary>The memory; another array after <see cref="Grow"/>.</summary>
    public byte[] Array { get; private set; } = new byte[InitialSize];

    /// <summary>Makes room: at once for a declared size that is plausible, else by doubling. What is there is kept.</summary>
    public void Grow(long declared)
    {
        var hint = declared is > 0 and <= MaxTrustedSize ? declared + 1 : 0;
        var wanted = Math.Max(Array.Length * 2L, hint);
        var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, Math.Max(maxEntryBytes, InitialSize) + InitialSize));
        Array.CopyTo(larger, 0);
        Array = larger;
    }
}
