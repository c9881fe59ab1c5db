using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Reads the size and components of a JPEG 2000 file (ITU-T T.800, annexes A and I). It is embedded as it is.</summary>
internal static class Jpeg2000Inspector
{
    /// <summary>
    /// The image, ready to embed; its colour space stays the file's own, as PDF allows for JPXDecode. Null when viewers do not show alike what it holds: opacity,
    /// a palette, components of different sizes.
    /// </summary>
    /// <exception cref="PageException">No codestream header, or a shape that PDF viewers do not show.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        // SIZ follows SOC at once: marker, length, capabilities, then the grid's size and offset.
        var at = file.Span.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        if (at < 0 || at + 44 > file.Length)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file has no codestream");
        }

        var siz = file.Span[(at + 8)..];
        var width = (long)BinaryPrimitives.ReadUInt32BigEndian(siz) - BinaryPrimitives.ReadUInt32BigEndian(siz[8..]);
        var height = (long)BinaryPrimitives.ReadUInt32BigEndian(siz[4..]) - BinaryPrimitives.ReadUInt32BigEndian(siz[12..]);
        int components = BinaryPrimitives.ReadUInt16BigEndian(siz[32..]);
        if (width is <= 0 or > int.MaxValue || height is <= 0 or > int.MaxValue || components == 0)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG 2000 file's header makes no sense");
        }

        if (!IsPlain(file.Span[..at], siz, components))
        {
            return null;
        }

        var ends = file.Span.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) || file.Span.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > at;
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.Jpx,
            Width = (int)width,
            Height = (int)height,
            Components = components,
            BitsPerComponent = Math.Min(16, (siz[34] & 0x7F) + 1),
            Data = [file],
        };
        return new PageImage(image, Orientation.TopLeft, null, null, ends ? null : "the JPEG 2000 data ends before its end mark");
    }

    /// <summary>Components of the codestream; 0 when there is none.</summary>
    public static int CountComponents(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        return at < 0 || at + 42 > file.Length ? 0 : BinaryPrimitives.ReadUInt16BigEndian(file[(at + 40)..]);
    }

    /// <summary>Gray or RGB without more; CMYK only where the file says that it is (I.5.3.3: 12).</summary>
    private static bool IsPlain(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> siz, int components)
    {
        const int Cmyk = 12;
        for (var i = 0; i < components; i++)
        {
            // Depth, horizontal and vertical spacing of each component.
            if (34 + (3 * i) + 3 > siz.Length || siz[34 + (3 * i) + 1] != siz[35] || siz[34 + (3 * i) + 2] != siz[36])
            {
                return false;
            }
        }

        if (boxes.IndexOf("pclr"u8) >= 0 || boxes.IndexOf("cdef"u8) is >= 0 and var definitions && HasOpacity(boxes[(definitions + 4)..]))
        {
            return false;
        }

        var isCmyk = boxes.IndexOf((ReadOnlySpan<byte>)[.. "colr"u8, 1]) is >= 0 and var color && color + 11 <= boxes.Length
            && BinaryPrimitives.ReadInt32BigEndian(boxes[(color + 7)..]) == Cmyk;
        return components switch { 1 or 3 => true, 4 => isCmyk, _ => false };
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
