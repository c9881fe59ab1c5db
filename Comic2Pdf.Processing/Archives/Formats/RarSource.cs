using SharpCompress.Archives.Rar;
using SharpCompress.Readers;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>
/// Entries of a RAR file. Not the library's forward reader: that one fails on links. Of a solid archive each entry must be read, as the next builds on it; the
/// unpacker is shared, so this is still one pass.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="options">For the library.</param>
/// <param name="isEncrypted">For each entry whether it needs a password, as its own header says: the library takes some for plain.</param>
internal sealed class RarSource(Stream stream, ReaderOptions options, IReadOnlyList<bool> isEncrypted) : EntrySource
{
    private readonly RarArchive _archive = (RarArchive)RarArchive.OpenArchive(stream, options);
    private List<RarArchiveEntry>? _entries;
    private bool _isSolid;
    private int _index = -1;
    private SourceEntry? _current;

    /// <inheritdoc/>
    public override IEnumerable<string> Names => Entries.Select(e => e.Key ?? string.Empty);

    /// <inheritdoc/>
    public override SourceEntry Current => _current!;

    private List<RarArchiveEntry> Entries
    {
        get
        {
            if (_entries is null)
            {
                _entries = [.. _archive.Entries];
                _isSolid = _archive.IsSolid || _entries.Any(e => e.IsSolid);
            }

            return _entries;
        }
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (++_index >= Entries.Count)
        {
            return false;
        }

        var entry = Entries[_index];
        _current = new SourceEntry(entry.Key ?? string.Empty, entry.Size == long.MaxValue ? -1 : entry.Size)
        {
            // The library checks the CRC-32, or the BLAKE2 sum in its place.
            IsDirectory = entry.IsDirectory,
            IsPlainFile = !entry.IsRedir && IsPlainMode(entry.Attrib, entry.Size),
            IsEncrypted = entry.IsEncrypted || (_index < isEncrypted.Count && isEncrypted[_index]),
            IsIndependent = !_isSolid,
        };
        return true;
    }

    /// <inheritdoc/>
    public override Stream OpenData() => Entries[_index].OpenEntryStream();

    /// <inheritdoc/>
    public override void Dispose() => _archive.Dispose();
}
