using System.Buffers.Binary;

namespace Comic2Pdf.Fuzz;

/// <summary>Makes new inputs of old ones. The same seed makes the same ones.</summary>
/// <param name="seed">Of the chance.</param>
/// <param name="pieces">What the target's inputs are made of.</param>
public sealed class Mutator(int seed, IReadOnlyList<byte[]> pieces)
{
    private const int MaxLength = 1 << 16;

    private static readonly long[] Interesting =
    [
        0,
        1,
        -1,
        2,
        7,
        8,
        15,
        16,
        127,
        128,
        255,
        256,
        1000,
        32767,
        65535,
        65536,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        long.MaxValue,
    ];

    private readonly Random _random = new(seed);

    /// <summary>One of these, by chance.</summary>
    public T OneOf<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    /// <summary>An input with a few changes.</summary>
    /// <param name="input">It; it stays as it is.</param>
    /// <param name="other">Another one, to take pieces from.</param>
    public byte[] Change(byte[] input, byte[] other)
    {
        var changed = (byte[])input.Clone();
        for (var rounds = 1 << _random.Next(5); rounds > 0; rounds--)
        {
            changed = Once(changed, other);
        }

        return changed.Length > MaxLength ? changed[..MaxLength] : changed;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return [(byte)_random.Next(256)];
        }

        var at = _random.Next(bytes.Length);
        switch (_random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                bytes[at] += (byte)_random.Next(-16, 17);
                return bytes;
            case 3:
                return Number(bytes, at);
            case 4:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + _random.Next(32))..]];
            case 5:
                return [.. bytes[..at], .. Part(bytes), .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. Part(other), .. bytes[at..]];
            case 7:
                return [.. bytes[..at], .. other[_random.Next(other.Length + 1)..]];
            case 8 when pieces.Count > 0:
                return [.. bytes[..at], .. OneOf(pieces), .. bytes[at..]];
            case 9 when pieces.Count > 0:
                var piece = OneOf(pieces);
                piece.AsSpan(0, Math.Min(piece.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            default:
                return bytes[..at];
        }
    }

    private byte[] Part(byte[] bytes)
    {
        var from = _random.Next(bytes.Length + 1);
        return bytes[from..Math.Min(bytes.Length, from + _random.Next(1, 128))];
    }

    private byte[] Number(byte[] bytes, int at)
    {
        var value = OneOf(Interesting);
        Span<byte> written = stackalloc byte[8];
        var size = 1 << _random.Next(4);
        if (_random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(written, value);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(written, value << (64 - (8 * size)));
        }

        written[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
