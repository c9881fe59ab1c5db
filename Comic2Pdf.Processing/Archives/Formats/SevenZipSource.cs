using SharpCompress.Archives.SevenZip;
using SharpCompress.Readers;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>Entries of a 7z file. Files that were packed into one block ("folder" in 7zFormat.txt) are read one after the other; the library keeps the block open.</summary>
internal sealed class SevenZipSource(Stream stream, ReaderOptions options) : EntrySource
{
    private readonly SevenZipArchive _archive = (SevenZipArchive)SevenZipArchive.OpenArchive(stream, options);
    private List<SevenZipArchiveEntry>? _entries;
    private int _index = -1;
    private SourceEntry? _current;

    /// <inheritdoc/>
    public override IEnumerable<string> Names => Entries.Select(e => e.Key ?? string.Empty);

    /// <inheritdoc/>
    public override SourceEntry Current => _current!;

    private List<SevenZipArchiveEntry> Entries => _entries ??= [.. _archive.Entries];

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (++_index >= Entries.Count)
        {
            return false;
        }

        var entry = Entries[_index];
        _current = new SourceEntry(entry.Key ?? string.Empty, entry.Size)
        {
            Crc = entry.Crc == 0 ? null : (uint)entry.Crc,
            IsDirectory = entry.IsDirectory,

            // The plain attributes have their upper half, where the Unix mode stands, cut off.
            IsPlainFile = IsPlainUnixMode(entry.ExtendedAttrib),
            IsEncrypted = entry.IsEncrypted,
            IsIndependent = IsAloneInItsBlock(),
        };
        return true;
    }

    /// <inheritdoc/>
    public override Stream OpenData() => Entries[_index].OpenEntryStream();

    /// <inheritdoc/>
    public override void Dispose() => _archive.Dispose();

    // An entry is "solid" when it is not the first of its block; empty ones are in none.
    private bool IsAloneInItsBlock()
    {
        var next = Entries.Skip(_index + 1).FirstOrDefault(e => !e.IsDirectory && e.Size > 0);
        return Entries[_index].Size == 0 || (!Entries[_index].IsSolid && next is not { IsSolid: true });
    }
}
