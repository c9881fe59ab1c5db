using System.Globalization;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>Walks the headers of a tar file, with long names and pax records, and finds whether it is whole.</summary>
internal sealed class TarStructure(Stream stream, ArchiveLimits limits)
{
    // No file system allows a tenth of it.
    private const int MaxNameBytes = 1 << 15;
    private const int MaxRecordBytes = 1 << 16;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private readonly List<TarItem> _items = [];

    // What records said of the next entry, and of all that follow.
    private byte[]? _name;
    private long? _size;

    /// <summary>The entries.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="irregularity">What its readers overlook in it, or null.</param>
    /// <exception cref="ArchiveException">It is cut or broken, or has too many entries.</exception>
    public static IReadOnlyList<TarItem> Read(Stream stream, ArchiveLimits limits, out string? irregularity) =>
        new TarStructure(stream, limits).Walk(out irregularity);

    private List<TarItem> Walk(out string? irregularity)
    {
        irregularity = null;
        long at = 0;
        while (at + TarHeader.BlockSize <= stream.Length)
        {
            stream.Position = at;
            stream.ReadExactly(_block);
            if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                return _items;
            }

            var header = new TarHeader(_block);
            if (!TarHeader.IsHeader(_block) || !header.TryGetSize(out var size))
            {
                throw new ArchiveException(ErrorCode.ArchiveDamaged, $"the tar archive is damaged: no valid header at byte {at}");
            }

            var data = at + TarHeader.BlockSize;
            var bytes = Take(header, at, data, size);
            var end = data + bytes;
            if (end > stream.Length)
            {
                throw new ArchiveException(
                    ErrorCode.ArchiveTruncated,
                    "the tar archive ends in the middle of an entry: the file is cut short"
                );
            }

            at = end + (TarHeader.BlockSize - 1) & -TarHeader.BlockSize;
        }

        if (_items.Count == 0 || EndsInAHeader(at))
        {
            throw new ArchiveException(ErrorCode.ArchiveTruncated, "the tar archive ends in the middle of a header: the file is cut short");
        }

        irregularity =
            "the tar archive has no end mark; it was read as far as it goes, and whether anything is missing behind it cannot be told";
        return _items;
    }

    /// <summary>Takes a header's record or entry.</summary>
    /// <returns>Bytes of data that follow it.</returns>
    private long Take(TarHeader header, long at, long data, long size)
    {
        if (header.IsRecord)
        {
            if (size > (header.Type is 'L' or 'K' ? MaxNameBytes : MaxRecordBytes))
            {
                throw new ArchiveException(
                    ErrorCode.ArchiveUnsupported,
                    $"the tar archive has a name or a record of {size} bytes at byte {at}"
                );
            }

            TakeRecord(header.Type, data, (int)size);
            return size;
        }

        var bytes = header.HasData ? _size ?? size : 0;
        var name = EntryNames.Read(_name ?? header.Name);
        (_name, _size) = (null, null);
        _items.Add(
            new TarItem(
                new SourceEntry(name, bytes)
                {
                    IsDirectory = header.Type is '5' or 'D' || (header.IsPlainFile && name.EndsWith('/')),
                    IsPlainFile = header.IsPlainFile,
                    IsIndependent = true,
                },
                data
            )
        );
        return _items.Count <= limits.MaxEntries
            ? bytes
            : throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {limits.MaxEntries} entries allowed");
    }

    private void TakeRecord(char type, long at, int size)
    {
        if (at + size > stream.Length || type is 'K' or 'g')
        {
            return;
        }

        var record = new byte[size];
        stream.Position = at;
        stream.ReadExactly(record);
        if (type == 'L')
        {
            _name = record.AsSpan().TrimEnd((byte)0).ToArray();
            return;
        }

        // "length key=value\n", the length in decimal and counting itself.
        for (
            var rest = record.AsSpan();
            rest.IndexOf((byte)' ') is > 0 and var blank
                && int.TryParse(rest[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && length > blank + 1
                && length <= rest.Length;
            rest = rest[length..]
        )
        {
            var pair = rest[(blank + 1)..(length - 1)];
            if (pair.StartsWith("path="u8))
            {
                _name = pair[5..].ToArray();
            }
            else if (pair.StartsWith("size="u8) && long.TryParse(pair[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                _size = value;
            }
        }
    }

    // Less than a block is left: padding that lost its end, or the start of a header.
    private bool EndsInAHeader(long at)
    {
        if (at >= stream.Length)
        {
            return false;
        }

        stream.Position = at;
        var rest = _block.AsSpan(0, (int)(stream.Length - at));
        stream.ReadExactly(rest);
        return rest.IndexOfAnyExcept((byte)0) >= 0;
    }
}
