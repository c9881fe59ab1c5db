using Comic2Pdf.Processing.Errors;
using SharpCompress.Archives.Zip;
using SharpCompress.Readers;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>Entries of a ZIP file by its directory. What the directory says of an entry counts, not what the entry's own header says.</summary>
internal sealed class ZipSource : EntrySource
{
    private readonly ZipArchive _archive;
    private readonly List<ZipArchiveEntry> _entries;
    private readonly long _archiveBytes;
    private int _index = -1;
    private long _packedBytes;
    private SourceEntry? _current;

    /// <summary>Opens it.</summary>
    public ZipSource(Stream stream, ReaderOptions options, ArchiveLimits limits)
    {
        _archive = (ZipArchive)ZipArchive.OpenArchive(stream, options);
        _archiveBytes = stream.Length;

        // One more than allowed is enough to say so.
        _entries = [.. _archive.Entries.Take(limits.MaxEntries + 1)];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Names => _entries.Select(e => e.Key ?? string.Empty);

    /// <inheritdoc/>
    public override SourceEntry Current => _current!;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (++_index >= _entries.Count)
        {
            return false;
        }

        // More packed bytes than the file has: entries share their data, as in the overlapping bombs of Fifield (2019).
        var entry = _entries[_index];
        _packedBytes += entry.CompressedSize;
        if (_packedBytes > _archiveBytes)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveDamaged,
                "the ZIP archive's entries overlap or lie beyond its end: a bomb, or a part of the file is missing"
            );
        }

        _current = new SourceEntry(entry.Key ?? string.Empty, entry.Size)
        {
            Crc = (uint)entry.Crc,
            IsDirectory = entry.IsDirectory,
            IsPlainFile = IsPlainUnixMode(entry.Attrib),
            IsEncrypted = entry.IsEncrypted,
            IsIndependent = true,
        };
        return true;
    }

    /// <inheritdoc/>
    public override Stream OpenData() => _entries[_index].OpenEntryStream();

    /// <inheritdoc/>
    public override void Dispose() => _archive.Dispose();
}
