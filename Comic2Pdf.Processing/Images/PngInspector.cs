using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Takes a PNG (ISO/IEC 15948:2004) apart into what PDF can hold as it is: its compressed rows, their shape and palette.</summary>
internal static class PngInspector
{
    private const int ChunkFrame = 12;
    private const int MaxProfileBytes = 16 << 20;

    /// <summary>The image, ready to embed; null when PDF cannot hold it as it is (alpha, interlaced) and it must be decoded.</summary>
    /// <exception cref="PageException">The file has no picture at all.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        var png = new Chunks();
        var damage = png.Read(file);
        if (png.Header is not { } header || png.Data.Count == 0)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the PNG has no picture: " + (damage ?? "no image data"));
        }

        if (header.Width <= 0 || header.Height <= 0 || !header.IsSound || (header.ColorType == 3 && png.Palette.IsEmpty))
        {
            throw new PageException(ErrorCode.PageUnreadable, "the PNG's header makes no sense");
        }

        var key = png.ColorKey(header);
        if (header.IsInterlaced || header.ColorType is 4 or 6 || key is null)
        {
            return null;
        }

        var components = header.ColorType == 2 ? 3 : 1;
        var exif = ExifReader.Read(png.Exif.Span);
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.PngFlate,
            Width = header.Width,
            Height = header.Height,
            Components = components,
            BitsPerComponent = header.BitDepth,
            Data = png.Data,
            Palette = png.Palette,
            ColorKey = key,
            IccProfile = IccProfile.IfUsable(png.IccProfile(), header.ColorType == 3 ? 3 : components),
        };
        return new PageImage(image, exif.Orientation, png.DpiX ?? exif.DpiX, png.DpiY ?? exif.DpiY, damage);
    }

    private readonly record struct Header(int Width, int Height, byte BitDepth, byte ColorType, bool IsInterlaced)
    {
        public bool IsSound => (ColorType, BitDepth) is
            (0, 1 or 2 or 4 or 8 or 16) or (2, 8 or 16) or (3, 1 or 2 or 4 or 8) or (4, 8 or 16) or (6, 8 or 16);
    }

    private sealed class Chunks
    {
        private readonly List<ReadOnlyMemory<byte>> _data = [];
        private ReadOnlyMemory<byte> _transparency;
        private ReadOnlyMemory<byte> _icc;

        public Header? Header { get; private set; }

        public List<ReadOnlyMemory<byte>> Data => _data;

        public ReadOnlyMemory<byte> Palette { get; private set; }

        public ReadOnlyMemory<byte> Exif { get; private set; }

        public double? DpiX { get; private set; }

        public double? DpiY { get; private set; }

        /// <summary>Reads all chunks; returns what is wrong, or null.</summary>
        public string? Read(ReadOnlyMemory<byte> file)
        {
            var at = 8;
            while (true)
            {
                if (at + ChunkFrame > file.Length)
                {
                    return "the PNG ends before its end chunk";
                }

                var frame = file.Span[at..];
                var length = BinaryPrimitives.ReadUInt32BigEndian(frame);
                var type = frame.Slice(4, 4);
                if (length > int.MaxValue || at + ChunkFrame + (long)length > file.Length)
                {
                    // What there is of the rows is still worth showing.
                    if (type.SequenceEqual("IDAT"u8))
                    {
                        _data.Add(file[(at + 8)..]);
                    }

                    return "the PNG ends before its end chunk";
                }

                var body = file.Slice(at + 8, (int)length);
                var isWhole = Crc32.HashToUInt32(frame.Slice(4, 4 + (int)length)) == BinaryPrimitives.ReadUInt32BigEndian(frame[(8 + (int)length)..]);
                if (!isWhole && !type.SequenceEqual("IDAT"u8))
                {
                    return "the PNG is damaged: a chunk's checksum is wrong";
                }

                Chunk(type, body);
                if (!isWhole)
                {
                    return "the PNG is damaged: the checksum of its image data is wrong";
                }

                if (type.SequenceEqual("IEND"u8))
                {
                    return null;
                }

                at += ChunkFrame + (int)length;
            }
        }

        /// <summary>The transparent colour as PDF wants it; empty when all is opaque; null when only an alpha channel can say it.</summary>
        public IReadOnlyList<int>? ColorKey(Header header)
        {
            var t = _transparency.Span;
            switch (header.ColorType)
            {
                case 0 when t.Length >= 2:
                    int gray = BinaryPrimitives.ReadUInt16BigEndian(t);
                    return [gray, gray];
                case 2 when t.Length >= 6:
                    int r = BinaryPrimitives.ReadUInt16BigEndian(t), g = BinaryPrimitives.ReadUInt16BigEndian(t[2..]), b = BinaryPrimitives.ReadUInt16BigEndian(t[4..]);
                    return [r, r, g, g, b, b];
                case 3:
                    // One run of wholly transparent entries is a key; anything softer is not.
                    var first = t.IndexOfAnyExcept((byte)255);
                    if (first < 0)
                    {
                        return [];
                    }

                    var last = t.LastIndexOfAnyExcept((byte)255);
                    return t[first..(last + 1)].IndexOfAnyExcept((byte)0) < 0 ? [first, last] : null;
                default:
                    return [];
            }
        }

        public ReadOnlyMemory<byte> IccProfile()
        {
            // Name, zero, method zero, then a zlib stream.
            var zero = _icc.Span.IndexOf((byte)0);
            if (zero < 0 || zero + 2 > _icc.Length)
            {
                return default;
            }

            try
            {
                using var inflate = new ZLibStream(new MemoryStream(_icc[(zero + 2)..].ToArray()), CompressionMode.Decompress);
                using var profile = new MemoryStream();
                var chunk = new byte[1 << 13];
                for (var read = inflate.Read(chunk); read > 0 && profile.Length < MaxProfileBytes; read = inflate.Read(chunk))
                {
                    profile.Write(chunk, 0, read);
                }

                return profile.GetBuffer().AsMemory(0, (int)profile.Length);
            }
            catch (InvalidDataException)
            {
                return default;
            }
        }

        private void Chunk(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> body)
        {
            var b = body.Span;
            if (type.SequenceEqual("IHDR"u8) && b.Length >= 13)
            {
                Header = new Header(BinaryPrimitives.ReadInt32BigEndian(b), BinaryPrimitives.ReadInt32BigEndian(b[4..]), b[8], b[9], b[12] != 0);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                _data.Add(body);
            }
            else if (type.SequenceEqual("PLTE"u8) && b.Length % 3 == 0)
            {
                Palette = Header?.ColorType == 3 ? body : default;
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                _transparency = body;
            }
            else if (type.SequenceEqual("iCCP"u8))
            {
                _icc = body;
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                Exif = body;
            }
            else if (type.SequenceEqual("pHYs"u8) && b.Length >= 9 && b[8] == 1)
            {
                DpiX = BinaryPrimitives.ReadUInt32BigEndian(b) * 0.0254;
                DpiY = BinaryPrimitives.ReadUInt32BigEndian(b[4..]) * 0.0254;
            }
        }
    }
}
