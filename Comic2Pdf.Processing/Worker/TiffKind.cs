using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Worker;

/// <summary>Detects kinds of TIFF by the first directory's tags (TIFF 6.0).</summary>
internal static class TiffKind
{
    private const int CompressionTag = 259;
    private const int PhotometricTag = 262;
    private const int PlanarTag = 284;
    private const int OldJpeg = 6;
    private const int YCbCr = 6;
    private const int Separate = 2;

    /// <summary>Libvips takes these for something else and shows white or noise, without an error.</summary>
    public static bool IsBeyondLibvips(ReadOnlySpan<byte> file)
    {
        var (compression, photometric, planar) = (0, 0, 0);
        if (file.Length < 8 || file[2] == 43 || file[3] == 43)
        {
            // BigTIFF came long after.
            return false;
        }

        var little = file[0] == 'I';
        var at = U32(file[4..], little);
        if (at > file.Length - 2)
        {
            return false;
        }

        var count = U16(file[(int)at..], little);
        for (var offset = at + 2; count-- > 0 && offset + 12 <= file.Length; offset += 12)
        {
            var field = file.Slice((int)offset, 12);
            switch (U16(field, little))
            {
                case CompressionTag:
                    compression = U16(field[8..], little);
                    break;
                case PhotometricTag:
                    photometric = U16(field[8..], little);
                    break;
                case PlanarTag:
                    planar = U16(field[8..], little);
                    break;
            }
        }

        return compression == OldJpeg || (photometric == YCbCr && planar == Separate);
    }

    private static ushort U16(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16BigEndian(b);

    private static uint U32(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt32BigEndian(b);
}
