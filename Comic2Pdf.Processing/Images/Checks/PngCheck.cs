using System.IO.Compression;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>Finds damage in a PNG that its chunks do not show: it unpacks the rows and keeps none (ISO/IEC 15948, 7 to 10).</summary>
internal static class PngCheck
{
    private const int MaxMore = 1 << 20;

    /// <summary>How many kinds of row filters there are (9.2).</summary>
    public const int Filters = 5;

    /// <summary>Unpacks all rows of a picture that is embedded as it is.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    public static string? FindDamage(EmbeddedImage image) =>
        FindDamage(
            new PngHeader(
                image.Width,
                image.Height,
                (byte)image.BitsPerComponent,
                image.Components == 3 ? PngColorType.Rgb : PngColorType.Gray,
                IsInterlaced: false
            ),
            image.Data
        );

    /// <summary>Unpacks all rows of a picture whose header is sound.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    public static string? FindDamage(PngHeader header, IReadOnlyList<ReadOnlyMemory<byte>> data)
    {
        var buffer = new byte[1 << 15];
        try
        {
            using var zlib = new ZLibStream(new PartsStream(data), CompressionMode.Decompress);
            foreach (var (rows, rowBytes) in PngFile.Passes(header))
            {
                for (var row = 0L; row < rows; row++)
                {
                    if (zlib.ReadByte() is var filter and (< 0 or >= Filters))
                    {
                        return filter < 0
                            ? $"the PNG is damaged: {rows - row} of {rows} rows are missing"
                            : "the PNG is damaged: a row has no filter that exists";
                    }

                    for (var left = rowBytes; left > 0; )
                    {
                        var read = zlib.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                        if (read == 0)
                        {
                            return $"the PNG is damaged: {rows - row} of {rows} rows are missing";
                        }

                        left -= read;
                    }
                }
            }

            // The checksum of all is only looked at behind the last byte. More rows than stated do no harm, a bomb of them is not unpacked.
            for (var more = 0; more < MaxMore && zlib.Read(buffer, 0, buffer.Length) is > 0 and var read; )
            {
                more += read;
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return "the PNG is damaged: its rows cannot be unpacked to their end";
        }
    }

    /// <summary>Parts of data as one stream, read forward.</summary>
    private sealed class PartsStream(IReadOnlyList<ReadOnlyMemory<byte>> parts) : ForwardStream
    {
        private int _part;
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            while (_part < parts.Count && _at == parts[_part].Length)
            {
                (_part, _at) = (_part + 1, 0);
            }

            if (_part == parts.Count)
            {
                return 0;
            }

            var length = Math.Min(buffer.Length, parts[_part].Length - _at);
            parts[_part].Span.Slice(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }
    }
}
