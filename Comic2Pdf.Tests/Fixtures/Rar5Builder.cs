using System.IO.Hashing;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes RAR 5 files of stored entries ("RAR 5.0 archive format", rarlab).</summary>
internal sealed class Rar5Builder
{
    private readonly List<byte[]> _blocks = [];

    /// <summary>Flags of the main header: 1 volume, 2 with a number, 4 solid.</summary>
    public int ArchiveFlags { get; init; }

    /// <summary>Flags of the end mark: 1 not the last volume.</summary>
    public int EndFlags { get; init; }

    /// <summary>Whether headers are said to be encrypted.</summary>
    public bool EncryptedHeaders { get; init; }

    public Rar5Builder Stored(string name, byte[] data) => Add(new Rar5Item(name, data));

    public Rar5Builder Add(Rar5Item item)
    {
        _blocks.Add(item.Build(solid: (ArchiveFlags & 4) != 0 && _blocks.Count > 0));
        return this;
    }

    public byte[] Build()
    {
        var file = new LittleEndianWriter().Bytes("Rar!\x1a\x07\x01\x00"u8);
        if (EncryptedHeaders)
        {
            file.Bytes(Block(new LittleEndianWriter().VInt(4).VInt(0).VInt(0).VInt(0).U8(15).Bytes(new byte[16])));
        }

        file.Bytes(Block(new LittleEndianWriter().VInt(1).VInt(0).VInt(ArchiveFlags)));
        foreach (var block in _blocks)
        {
            file.Bytes(block);
        }

        return file.Bytes(Block(new LittleEndianWriter().VInt(5).VInt(0).VInt(EndFlags))).ToArray();
    }

    /// <summary>A header with its length and checksum before it.</summary>
    public static byte[] Block(LittleEndianWriter header)
    {
        var sized = new LittleEndianWriter().VInt(header.Length).Bytes(header.ToArray()).ToArray();
        return new LittleEndianWriter().U32(Crc32.HashToUInt32(sized)).Bytes(sized).ToArray();
    }
}

/// <summary>One entry of a <see cref="Rar5Builder"/>.</summary>
internal sealed record Rar5Item(string Name, byte[] Data)
{
    /// <summary>Flags of the header beyond "has data": 8 continues, 16 is continued.</summary>
    public int HeaderFlags { get; init; }

    public uint? Crc { get; init; }

    public long? Size { get; init; }

    /// <summary>Unix mode.</summary>
    public int Mode { get; init; } = 0x81A4;

    /// <summary>Compression: version, solid 0x40, method in bits 7 to 9, dictionary above.</summary>
    public int Compression { get; init; }

    public bool Encrypted { get; init; }

    /// <summary>1: symbolic link, 4: hard link, 5: copy.</summary>
    public int Redirection { get; init; }

    public byte[] Build(bool solid)
    {
        var extra = new LittleEndianWriter();
        if (Encrypted)
        {
            Record(extra, new LittleEndianWriter().VInt(1).VInt(0).VInt(0).U8(15).Bytes(new byte[32]));
        }

        if (Redirection != 0)
        {
            Record(extra, new LittleEndianWriter().VInt(5).VInt(Redirection).VInt(0).VInt(11).Bytes("/etc/passwd"u8));
        }

        var name = Encoding.UTF8.GetBytes(Name);
        var header = new LittleEndianWriter().VInt(2).VInt(HeaderFlags | 2 | (extra.Length > 0 ? 1 : 0));
        if (extra.Length > 0)
        {
            header.VInt(extra.Length);
        }

        header
            .VInt(Data.Length)
            .VInt(4)
            .VInt(Size ?? Data.Length)
            .VInt(Mode)
            .U32(Crc ?? Crc32.HashToUInt32(Data))
            .VInt(Compression | (solid ? 0x40 : 0))
            .VInt(1)
            .VInt(name.Length)
            .Bytes(name)
            .Bytes(extra.ToArray());
        return [.. Rar5Builder.Block(header), .. Data];
    }

    private static void Record(LittleEndianWriter extra, LittleEndianWriter record) => extra.VInt(record.Length).Bytes(record.ToArray());
}
