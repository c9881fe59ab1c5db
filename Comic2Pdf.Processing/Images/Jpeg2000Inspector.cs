using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Reads the size and components of a JPEG 2000 file (ITU-T T.800, annexes A and I). It is embedded as it is.</summary>
internal static class Jpeg2000Inspector
{
    // SIZ follows SOC at once: marker, length, capabilities, then the grid's size and offset (A.5.1).
    private const int SizAt = 8;
    private const int ComponentsAt = 32;
    private const int FirstComponentAt = 34;
    private const int ComponentBytes = 3;
    private const byte SignedBit = 0x80;

    /// <summary>The signature box of a file with boxes (I.5.1).</summary>
    public static ReadOnlySpan<byte> Signature => "\0\0\0\u000CjP  \r\n"u8;

    /// <summary>The start of a codestream: SOC and SIZ.</summary>
    public static ReadOnlySpan<byte> CodestreamStart => [0xFF, 0x4F, 0xFF, 0x51];

    // EOC.
    private static ReadOnlySpan<byte> CodestreamEnd => [0xFF, 0xD9];

    /// <summary>
    /// The image, ready to embed; its colour space stays the file's own, as PDF allows for JPXDecode. Null when viewers do not show alike what it holds: opacity,
    /// a palette, components of different sizes.
    /// </summary>
    /// <exception cref="PageException">No codestream header, or a shape that PDF viewers do not show.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        var at = file.Span.IndexOf(CodestreamStart);
        if (at < 0 || at + SizAt + FirstComponentAt + 2 > file.Length)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file has no codestream");
        }

        var siz = file.Span[(at + SizAt)..];
        var width = (long)BinaryPrimitives.ReadUInt32BigEndian(siz) - BinaryPrimitives.ReadUInt32BigEndian(siz[8..]);
        var height = (long)BinaryPrimitives.ReadUInt32BigEndian(siz[4..]) - BinaryPrimitives.ReadUInt32BigEndian(siz[12..]);
        int components = BinaryPrimitives.ReadUInt16BigEndian(siz[ComponentsAt..]);
        if (width is <= 0 or > int.MaxValue || height is <= 0 or > int.MaxValue || components == 0)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file's header makes no sense");
        }

        if (!IsPlain(file.Span[..at], siz, components))
        {
            return null;
        }

        var ends = file.Span.TrimEnd((byte)0).EndsWith(CodestreamEnd) || file.Span.LastIndexOf(CodestreamEnd) > at;
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.Jpx,
            Width = (int)width,
            Height = (int)height,
            Components = components,
            BitsPerComponent = Math.Min(16, (siz[FirstComponentAt] & ~SignedBit) + 1),
            Data = [file],
        };
        return new PageImage(image, Orientation.TopLeft, null, null, ends ? null : "the JPEG 2000 data ends before its end mark");
    }

    /// <summary>Components of the codestream; 0 when there is none.</summary>
    public static int CountComponents(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf(CodestreamStart);
        return at < 0 || at + SizAt + ComponentsAt + 2 > file.Length
            ? 0
            : BinaryPrimitives.ReadUInt16BigEndian(file[(at + SizAt + ComponentsAt)..]);
    }

    /// <summary>Gray or RGB without more; CMYK only where the file says that it is (I.5.3.3: 12).</summary>
    private static bool IsPlain(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> siz, int components)
    {
        const int Cmyk = 12;
        for (var i = 0; i < components; i++)
        {
            // Depth, horizontal and vertical spacing of each component.
            var component = FirstComponentAt + (ComponentBytes * i);
            if (component + ComponentBytes > siz.Length || !siz.Slice(component + 1, 2).SequenceEqual(siz.Slice(FirstComponentAt + 1, 2)))
            {
                return false;
            }
        }

        if (boxes.IndexOf("pclr"u8) >= 0 || boxes.IndexOf("cdef"u8) is >= 0 and var definitions && HasOpacity(boxes[(definitions + 4)..]))
        {
            return false;
        }

        var isCmyk =
            boxes.IndexOf((ReadOnlySpan<byte>)[.. "colr"u8, 1]) is >= 0 and var color
            && color + 11 <= boxes.Length
            && BinaryPrimitives.ReadInt32BigEndian(boxes[(color + 7)..]) == Cmyk;
        return components switch
        {
            1 or 3 => true,
            4 => isCmyk,
            _ => false,
        };
    }

    /// <summary>Some channel is of another type than colour (I.5.3.6).</summary>
    private static bool HasOpacity(ReadOnlySpan<byte> definitions)
    {
        var count = definitions.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(definitions) : 0;
        for (var i = 0; i < count && 2 + (6 * i) + 6 <= definitions.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(definitions[(4 + (6 * i))..]) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
