using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>
/// Writes ZIP files (APPNOTE 6.3.10) with any lie in them: every field can be set to what no honest packer writes. Sound by default.
/// </summary>
internal sealed class ZipBuilder
{
    private readonly List<ZipItem> _items = [];

    /// <summary>Number of this volume, in the end record.</summary>
    public int Disk { get; init; }

    /// <summary>Entries that the end record claims; null: as many as there are.</summary>
    public int? ClaimedEntries { get; init; }

    /// <summary>The archive's comment.</summary>
    public byte[] Comment { get; init; } = [];

    /// <summary>Bytes before the first entry.</summary>
    public byte[] Preamble { get; init; } = [];

    public ZipBuilder Stored(string name, byte[] data) => Add(new ZipItem(name, data));

    public ZipBuilder Deflated(string name, byte[] data) => Add(ZipItem.Deflate(name, data));

    public ZipBuilder Add(ZipItem item)
    {
        _items.Add(item);
        return this;
    }

    public byte[] Build()
    {
        var file = new LittleEndianWriter().Bytes(Preamble);
        foreach (var item in _items.Where(i => i.DataOf is null))
        {
            item.Offset = file.Length;
            file.Bytes(item.LocalHeader()).Bytes(item.Packed);
        }

        var directory = file.Length;
        foreach (var item in _items)
        {
            file.Bytes("PK\x01\x02"u8).U16(item.MadeBy);
            item.WriteShared(file).U16(0).U16(0).U16(0).U32(item.Attributes).U32((item.DataOf ?? item).Offset).Bytes(item.Name);
        }

        var size = file.Length - directory;
        var count = ClaimedEntries ?? _items.Count;
        file.Bytes("PK\x05\x06"u8).U16(Disk).U16(Disk).U16(count).U16(count).U32(size).U32(directory).U16(Comment.Length).Bytes(Comment);
        return file.ToArray();
    }
}

/// <summary>One entry of a <see cref="ZipBuilder"/>.</summary>
internal sealed class ZipItem
{
    private const int UnixHost = 0x031E;
    private const int Utf8Flag = 0x0800;

    public ZipItem(string name, byte[] data)
    {
        Name = Encoding.UTF8.GetBytes(name);
        Packed = data;
        Size = data.Length;
        Crc = Crc32.HashToUInt32(data);
        PackedSize = data.Length;
    }

    public byte[] Name { get; init; }

    public byte[] Packed { get; init; }

    public int Method { get; init; }

    public int Flags { get; init; } = Utf8Flag;

    public uint Crc { get; init; }

    public long Size { get; init; }

    public long PackedSize { get; init; }

    public int MadeBy { get; init; } = UnixHost;

    /// <summary>Unix mode in the upper half.</summary>
    public uint Attributes { get; init; } = 0x81A4_0000;

    /// <summary>The entry whose local header and data this one claims as its own.</summary>
    public ZipItem? DataOf { get; init; }

    public int Offset { get; set; }

    public static ZipItem Deflate(string name, byte[] data, long? size = null, uint? crc = null)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(data);
        }

        return new ZipItem(name, data)
        {
            Method = 8,
            Packed = packed.ToArray(),
            PackedSize = packed.Length,
            Size = size ?? data.Length,
            Crc = crc ?? Crc32.HashToUInt32(data),
        };
    }

    /// <summary>A stream of zeros, deflated a thousandfold, without the time that packing it would take.</summary>
    public static ZipItem Zeros(string name, long megabytes, byte[]? before = null)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(before ?? []);
            deflate.Flush();
            var head = packed.Length;
            deflate.Write(new byte[1 << 20]);
            deflate.Flush();

            // A flush ends a block on a byte's border. After the first, a block refers only to zeros, so it can be repeated.
            var first = packed.Length;
            deflate.Write(new byte[1 << 20]);
            deflate.Flush();
            var block = packed.ToArray()[(int)first..];
            if (head >= first || block.Length >= 4096)
            {
                throw new InvalidOperationException("the compressor writes other blocks than it did");
            }

            for (var i = 2L; i < megabytes; i++)
            {
                packed.Write(block);
            }
        }

        return new ZipItem(name, [])
        {
            Method = 8,
            Packed = packed.ToArray(),
            PackedSize = packed.Length,
            Size = Math.Min((megabytes << 20) + (before?.Length ?? 0), uint.MaxValue - 1),
        };
    }

    public byte[] LocalHeader() => WriteShared(new LittleEndianWriter().Bytes("PK\x03\x04"u8)).Bytes(Name).ToArray();

    /// <summary>The fields that both headers have, from "version needed" to "extra field length".</summary>
    public LittleEndianWriter WriteShared(LittleEndianWriter to) =>
        to.U16(20).U16(Flags).U16(Method).U16(0).U16(0x21).U32(Crc).U32(PackedSize).U32(Size).U16(Name.Length).U16(0);
}
