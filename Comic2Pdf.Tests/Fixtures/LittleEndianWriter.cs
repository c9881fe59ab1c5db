using System.Buffers.Binary;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Bytes in the order of the archive formats.</summary>
internal sealed class LittleEndianWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public LittleEndianWriter U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public LittleEndianWriter U16(int value) => U8(value).U8(value >> 8);

    public LittleEndianWriter U32(long value) => U16((int)(value & 0xFFFF)).U16((int)(value >> 16 & 0xFFFF));

    /// <summary>RAR 5's number of variable length: seven bits a byte, lowest first.</summary>
    public LittleEndianWriter VInt(long value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            U8((int)(value & 0x7F) | 0x80);
        }

        return U8((int)value);
    }

    public LittleEndianWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Overwrites four bytes of a finished file.</summary>
    public static byte[] Patch32(byte[] file, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }
}
