using System.IO.Hashing;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes RAR 4 files of stored entries (technote.txt of RAR 4.x).</summary>
internal sealed class Rar4Builder
{
    private readonly List<byte[]> _blocks = [];

    /// <summary>Flags of the main header: 0x01 volume, 0x08 solid, 0x80 encrypted headers.</summary>
    public int ArchiveFlags { get; init; }

    /// <summary>Flags of the end mark: 0x01 not the last volume.</summary>
    public int EndFlags { get; init; }

    public Rar4Builder Stored(string name, byte[] data, uint? crc = null) => Add(name, data, flags: 0, crc);

    /// <summary>Adds an entry whose name is in no encoding in particular.</summary>
    public Rar4Builder Stored(byte[] name, byte[] data) => Add(name, data, flags: 0);

    /// <summary>Adds an entry with flags of its own: 0x01 continues, 0x02 is continued, 0x04 encrypted.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="flags">Flags beyond "has data".</param>
    /// <param name="crc">Its checksum, null for the right one.</param>
    /// <param name="mode">Unix mode.</param>
    /// <param name="size">Size that it claims, null for the right one.</param>
    public Rar4Builder Add(string name, byte[] data, int flags, uint? crc = null, int mode = 0x81A4, long? size = null) =>
        Add(Encoding.UTF8.GetBytes(name), data, flags, crc, mode, size);

    private Rar4Builder Add(byte[] bytes, byte[] data, int flags, uint? crc = null, int mode = 0x81A4, long? size = null)
    {
        const int UnixHost = 3,
            Format29 = 29,
            Store = 0x30;
        var solid = (ArchiveFlags & 8) != 0 && _blocks.Count > 0 ? 0x10 : 0;
        var fields = new LittleEndianWriter()
            .U32(data.Length)
            .U32(size ?? data.Length)
            .U8(UnixHost)
            .U32(crc ?? Crc32.HashToUInt32(data))
            .U32(0x5A21_0000)
            .U8(Format29)
            .U8(Store)
            .U16(bytes.Length)
            .U32(mode)
            .Bytes(bytes);
        _blocks.Add([.. Block(0x74, 0x8000 | flags | solid, fields), .. data]);
        return this;
    }

    public byte[] Build()
    {
        var file = new LittleEndianWriter()
            .Bytes("Rar!\x1a\x07\x00"u8)
            .Bytes(Block(0x73, ArchiveFlags, new LittleEndianWriter().U16(0).U32(0)));
        foreach (var block in _blocks)
        {
            file.Bytes(block);
        }

        return file.Bytes(Block(0x7B, 0x4000 | EndFlags, new LittleEndianWriter())).ToArray();
    }

    private static byte[] Block(int type, int flags, LittleEndianWriter fields)
    {
        var sealedPart = new LittleEndianWriter().U8(type).U16(flags).U16(7 + fields.Length).Bytes(fields.ToArray()).ToArray();
        return new LittleEndianWriter().U16((int)(Crc32.HashToUInt32(sealedPart) & 0xFFFF)).Bytes(sealedPart).ToArray();
    }
}
