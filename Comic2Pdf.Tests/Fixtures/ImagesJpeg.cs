using System.Buffers.Binary;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Edits the segments of a JPEG file, to make the kinds that no encoder at hand writes.</summary>
internal static class ImagesJpeg
{
    public const byte Adobe = 0xEE;
    public const byte Jfif = 0xE0;
    public const byte StartOfScan = 0xDA;

    /// <summary>Takes out all segments with a marker.</summary>
    public static byte[] Without(byte[] jpeg, byte marker)
    {
        var result = jpeg.ToList();
        foreach (var (at, size) in Segments(jpeg).Where(s => jpeg[s.At + 1] == marker).Reverse())
        {
            result.RemoveRange(at, size);
        }

        return [.. result];
    }

    /// <summary>Puts a segment before all others.</summary>
    public static byte[] With(byte[] jpeg, byte marker, params byte[] body)
    {
        var size = body.Length + 2;
        return [.. jpeg[..2], 0xFF, marker, (byte)(size >> 8), (byte)size, .. body, .. jpeg[2..]];
    }

    /// <summary>Changes a copy of the first segment with a marker, given with its marker and length.</summary>
    public static byte[] Edit(byte[] jpeg, byte marker, Action<Span<byte>> change)
    {
        var copy = jpeg.ToArray();
        var (at, size) = Segments(jpeg).First(s => jpeg[s.At + 1] == marker);
        change(copy.AsSpan(at, size));
        return copy;
    }

    /// <summary>The marker of the frame header.</summary>
    public static byte FrameMarker(byte[] jpeg) => Segments(jpeg).Select(s => jpeg[s.At + 1]).First(m => m is 0xC0 or 0xC1 or 0xC2);

    /// <summary>Calls three components by these letters, in frame and scan.</summary>
    public static byte[] Rename(byte[] jpeg, string names)
    {
        void Set(Span<byte> s, int first, int step)
        {
            for (var i = 0; i < names.Length; i++)
            {
                s[first + (i * step)] = (byte)names[i];
            }
        }

        return Edit(Edit(jpeg, FrameMarker(jpeg), s => Set(s, 10, 3)), StartOfScan, s => Set(s, 5, 2));
    }

    /// <summary>How many segments there are up to the first scan's header, that included.</summary>
    public static int CountSegments(byte[] jpeg) => Segments(jpeg).Count - 1;

    /// <summary>Puts bytes that belong to nothing before a segment.</summary>
    public static byte[] InsertBefore(byte[] jpeg, int segment, byte[] stray)
    {
        var at = Segments(jpeg)[segment].At;
        return [.. jpeg[..at], .. stray, .. jpeg[at..]];
    }

    /// <summary>What the Adobe marker says; null when there is none.</summary>
    public static int? AdobeTransform(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf((byte[])[0xFF, Adobe, 0, 14, .. "Adobe"u8]);
        return at < 0 ? null : jpeg[at + 15];
    }

    /// <summary>Names the components R, G and B, and drops what says that they are YCbCr.</summary>
    public static byte[] AsPlainRgb(byte[] jpeg) => Without(Rename(jpeg, "RGB"), Jfif);

    /// <summary>An EXIF block with an orientation, and a resolution when given, in either byte order.</summary>
    public static byte[] Exif(int orientation, int dpi = 0, bool isLittle = false)
    {
        var tiff = new byte[8 + 2 + (12 * (dpi > 0 ? 4 : 1)) + 4 + 8];
        (tiff[0], tiff[1]) = isLittle ? ((byte)'I', (byte)'I') : ((byte)'M', (byte)'M');
        void U16(int at, int value)
        {
            var span = tiff.AsSpan(at);
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(span, (ushort)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)value);
            }
        }

        void U32(int at, int value)
        {
            U16(at + (isLittle ? 0 : 2), value & 0xFFFF);
            U16(at + (isLittle ? 2 : 0), value >> 16);
        }

        void Field(int index, int tag, int type, Action<int> value)
        {
            var at = 10 + (12 * index);
            U16(at, tag);
            U16(at + 2, type);
            U32(at + 4, 1);
            value(at + 8);
        }

        U16(2, 42);
        U32(4, 8);
        U16(8, dpi > 0 ? 4 : 1);
        Field(0, 0x0112, 3, at => U16(at, orientation));
        if (dpi > 0)
        {
            Field(1, 0x011A, 5, at => U32(at, tiff.Length - 8));
            Field(2, 0x011B, 5, at => U32(at, tiff.Length - 8));
            Field(3, 0x0128, 3, at => U16(at, 2));
            U32(tiff.Length - 8, dpi);
            U32(tiff.Length - 4, 1);
        }

        return tiff;
    }

    public static byte[] WithExif(byte[] jpeg, byte[] tiff) => With(jpeg, 0xE1, [.. "Exif\0\0"u8, .. tiff]);

    /// <summary>A JFIF header with a density.</summary>
    public static byte[] WithDensity(byte[] jpeg, int unit, int x, int y) =>
        With(Without(jpeg, Jfif), Jfif, [.. "JFIF\0"u8, 1, 1, (byte)unit, (byte)(x >> 8), (byte)x, (byte)(y >> 8), (byte)y, 0, 0]);

    private static List<(int At, int Size)> Segments(byte[] jpeg)
    {
        var segments = new List<(int, int)>();
        var at = 2;
        while (true)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)) + 2;
            segments.Add((at, size));
            if (jpeg[at + 1] == StartOfScan)
            {
                return segments;
            }

            at += size;
        }
    }
}
