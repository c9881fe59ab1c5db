using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Images;

/// <summary>Reads the three facts of EXIF that matter to a page; anything odd is passed over, as it is only advice.</summary>
internal static class ExifReader
{
    private const int OrientationTag = 0x0112;
    private const int XResolutionTag = 0x011A;
    private const int YResolutionTag = 0x011B;
    private const int ResolutionUnitTag = 0x0128;

    /// <param name="tiff">The TIFF structure, from its byte order mark on.</param>
    public static (Orientation Orientation, double? DpiX, double? DpiY) Read(ReadOnlySpan<byte> tiff)
    {
        var orientation = Orientation.TopLeft;
        double? x = null,
            y = null;
        var perInch = 1.0;
        if (tiff.Length < 8)
        {
            return (orientation, x, y);
        }

        var little = tiff[0] == 'I';
        var at = U32(tiff[4..], little);
        if (at > tiff.Length - 2)
        {
            return (orientation, x, y);
        }

        var count = U16(tiff[(int)at..], little);
        for (var i = 0; i < count; i++)
        {
            var offset = at + 2 + (12 * i);
            if (offset + 12 > tiff.Length)
            {
                break;
            }

            var field = tiff.Slice((int)offset, 12);
            switch (U16(field, little))
            {
                case OrientationTag when U16(field[8..], little) is >= 1 and <= 8 and var value:
                    orientation = (Orientation)value;
                    break;
                case XResolutionTag:
                    x = Rational(tiff, field, little);
                    break;
                case YResolutionTag:
                    y = Rational(tiff, field, little);
                    break;
                case ResolutionUnitTag when U16(field[8..], little) == 3:
                    perInch = 2.54;
                    break;
            }
        }

        return (orientation, x * perInch, y * perInch);
    }

    private static double? Rational(ReadOnlySpan<byte> tiff, ReadOnlySpan<byte> field, bool little)
    {
        var at = U32(field[8..], little);
        if (at > tiff.Length - 8)
        {
            return null;
        }

        var bottom = U32(tiff[((int)at + 4)..], little);
        return bottom == 0 ? null : (double)U32(tiff[(int)at..], little) / bottom;
    }

    private static ushort U16(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16BigEndian(b);

    private static uint U32(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt32BigEndian(b);
}
