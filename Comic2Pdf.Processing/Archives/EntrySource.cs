using SharpCompress.Archives.Rar;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Archives.Zip;
using SharpCompress.Common;
using SharpCompress.Common.SevenZip;
using SharpCompress.Readers;
using SharpCompress.Readers.Tar;

namespace Comic2Pdf.Processing.Archives;

/// <summary>One way over SharpCompress's two: entries by directory (ZIP, RAR) or as they pass by (7z, tar).</summary>
internal abstract class EntrySource : IDisposable
{
    private const int UnixTypeMask = 0xF000;
    private const int UnixRegular = 0x8000;
    private const int UnixLink = 0xA000;

    public abstract IEntry Current { get; }

    /// <summary>False for links, devices and the like.</summary>
    public abstract bool IsPlainFile { get; }

    /// <summary>Whether passing over an entry means to decompress it, so that it must be counted.</summary>
    public virtual bool IsForwardOnly => true;

    /// <summary>Whether the format states each entry's size before its data.</summary>
    public virtual bool DeclaresSize => true;

    /// <summary>Whether <see cref="IEntry.Crc"/> is a CRC-32 that nothing else has checked.</summary>
    public abstract bool HasCrc { get; }

    public static EntrySource OfZip(Stream stream, ReaderOptions options) =>
        new ZipSource((ZipArchive)ZipArchive.OpenArchive(stream, options), stream.Length);

    public static EntrySource OfRar(Stream stream, ReaderOptions options) =>
        new RarSource((RarArchive)RarArchive.OpenArchive(stream, options));

    public static EntrySource OfSevenZip(Stream stream, ReaderOptions options)
    {
        var archive = SevenZipArchive.OpenArchive(stream, options);
        return new ReaderSource(archive.ExtractAllEntries(), archive, null, hasCrc: true);
    }

    public static EntrySource OfTar(Stream stream, ReaderOptions options, IReadOnlyList<bool> plainFiles) =>
        new ReaderSource(TarReader.OpenReader(stream, options), null, plainFiles, hasCrc: false);

    public abstract bool MoveNext();

    public abstract Stream OpenData();

    /// <summary>Ends reading without draining what is left; called before disposal after a fault, or a bomb would go off on closing.</summary>
    public virtual void Abandon()
    {
    }

    public abstract void Dispose();

    private static bool IsPlainUnixMode(int? attributes)
    {
        var type = (attributes ?? 0) >> 16 & UnixTypeMask;
        return type is 0 or UnixRegular;
    }

    private sealed class ZipSource(ZipArchive archive, long archiveBytes) : EntrySource
    {
        private readonly IEnumerator<ZipArchiveEntry> _entries = archive.Entries.GetEnumerator();

        private long _packedBytes;

        public override IEntry Current => _entries.Current;

        public override bool IsPlainFile => IsPlainUnixMode(_entries.Current.Attrib);

        public override bool IsForwardOnly => false;

        public override bool HasCrc => true;

        public override bool MoveNext()
        {
            if (!_entries.MoveNext())
            {
                return false;
            }

            // More packed bytes than the file has: entries share their data, as in the overlapping bombs of Fifield (2019).
            _packedBytes += _entries.Current.CompressedSize;
            if (_packedBytes > archiveBytes)
            {
                throw new Errors.ArchiveException(Errors.ErrorCode.ArchiveDamaged, "the ZIP archive's entries overlap or lie beyond its end: a bomb, or a part of the file is missing");
            }

            return true;
        }

        public override Stream OpenData() => _entries.Current.OpenEntryStream();

        public override void Dispose()
        {
            _entries.Dispose();
            archive.Dispose();
        }
    }

    /// <summary>
    /// Entries in the order of the file. Not the library's forward reader: that one fails on links. Of a solid archive each entry must be
    /// read, as the next builds on it; the unpacker is shared, so this is still one pass.
    /// </summary>
    private sealed class RarSource(RarArchive archive) : EntrySource
    {
        private readonly List<RarArchiveEntry> _entries = [.. archive.Entries];
        private readonly bool _isSolid = archive.IsSolid;
        private int _index = -1;

        public override IEntry Current => _entries[_index];

        // A Unix mode or Windows attributes, nothing tells which: a bit that means "device" in one is harmless in the other. Devices have no data.
        public override bool IsPlainFile => !_entries[_index].IsRedir
            && ((_entries[_index].Attrib ?? 0) & UnixTypeMask) switch
            {
                0 or UnixRegular => true,
                UnixLink => false,
                _ => _entries[_index].Size > 0,
            };

        public override bool IsForwardOnly => _isSolid;

        // The library checks it, or the BLAKE2 sum in its place.
        public override bool HasCrc => false;

        public override bool MoveNext() => ++_index < _entries.Count;

        public override Stream OpenData() => _entries[_index].OpenEntryStream();

        public override void Dispose() => archive.Dispose();
    }

    private sealed class ReaderSource(IReader reader, IDisposable? owner, IReadOnlyList<bool>? plainFiles, bool hasCrc) : EntrySource
    {
        private int _index = -1;

        public override IEntry Current => reader.Entry;

        // 7z: the plain attributes have their upper half, where the Unix mode stands, cut off.
        public override bool IsPlainFile => plainFiles is not null
            ? _index < plainFiles.Count && plainFiles[_index]
            : IsPlainUnixMode(reader.Entry is SevenZipEntry sevenZip ? sevenZip.ExtendedAttrib : reader.Entry.Attrib);

        public override bool HasCrc => hasCrc && reader.Entry.Crc != 0;

        public override bool MoveNext()
        {
            _index++;
            return reader.MoveToNextEntry();
        }

        public override Stream OpenData() => reader.OpenEntryStream();

        public override void Abandon() => reader.Cancel();

        public override void Dispose()
        {
            reader.Dispose();
            owner?.Dispose();
        }
    }
}
