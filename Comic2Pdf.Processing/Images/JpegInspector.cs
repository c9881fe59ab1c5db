using System.Buffers.Binary;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Images;

/// <summary>Reads a JPEG's markers (ITU-T T.81, annex B) as far as a PDF must know them. No pixel is decoded.</summary>
internal static class JpegInspector
{
    /// <summary>What is wrong with a JPEG without end mark.</summary>
    public const string Truncated = "the JPEG ends before its end mark";

    /// <summary>Closes data that was cut short: viewers then show what there is instead of nothing.</summary>
    public static readonly ReadOnlyMemory<byte> EndMark = new[] { JpegMarker.Prefix, JpegMarker.EndOfImage };

    /// <summary>The image, ready to embed; null when it is a kind of JPEG that PDF viewers cannot be given (arithmetic, lossless, 12 bit).</summary>
    /// <exception cref="PageException">The file has no picture at all.</exception>
    public static PageImage? Inspect(ReadOnlyMemory<byte> file)
    {
        var page = InspectHeader(file, out var damage);
        damage ??= ReachesEnd(file.Span) ? null : Truncated;
        return page is null || damage is null
            ? page
            : page with
            {
                Damage = damage,
                Image = page.Image with { Data = [.. page.Image.Data, EndMark] },
            };
    }

    /// <summary>
    /// The image as its header describes it. <paramref name="file"/> may be just the beginning: <paramref name="fault"/> is null when the header
    /// is whole.
    /// </summary>
    /// <exception cref="PageException">There is no picture at all.</exception>
    public static PageImage? InspectHeader(ReadOnlyMemory<byte> file, out string? fault)
    {
        var markers = new Markers();
        fault = markers.Read(file);
        if (markers.Frame is not { } frame)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG has no picture: " + (fault ?? "no frame header"));
        }

        if (frame.Width == 0 || frame.Height == 0)
        {
            throw new PageException(ErrorCode.PageUnreadable, "the JPEG states no size");
        }

        // Baseline, extended and progressive Huffman coding are what DCTDecode knows (PDF 32000-1, 7.4.8).
        if (frame.Type > JpegMarker.ProgressiveFrame || frame.Precision != 8 || frame.Components is not (1 or 3 or 4))
        {
            return null;
        }

        var exif = ExifReader.Read(markers.Exif.Span);
        var image = new EmbeddedImage
        {
            Encoding = ImageEncoding.Dct,
            Width = frame.Width,
            Height = frame.Height,
            Components = frame.Components,
            Data = markers.Colors.Settle(file, frame.Components),
            IccProfile = IccProfile.IfUsable(markers.IccProfile(), frame.Components),

            // With Adobe's marker or without: so browsers show them, and so nearly all programs write them.
            IsInverted = frame.Components == 4,
            IsPlainRgb = frame.Components == 3 && markers.Colors.IsRgb,
        };
        return new PageImage(image, exif.Orientation, markers.DpiX ?? exif.DpiX, markers.DpiY ?? exif.DpiY);
    }

    /// <summary>Whether a JPEG, of which <paramref name="tail"/> is the end, has its end mark.</summary>
    public static bool ReachesEnd(ReadOnlySpan<byte> tail)
    {
        // Nearly always the end mark closes the file, at most padded with zeros.
        if (tail.TrimEnd((byte)0).EndsWith(JpegMarker.FileEnd))
        {
            return true;
        }

        // Else look for the last one: bytes after it are harmless, a scan after it is cut short.
        var end = tail.LastIndexOf(JpegMarker.FileEnd);
        return end >= 0 && end > tail.LastIndexOf((ReadOnlySpan<byte>)[JpegMarker.Prefix, JpegMarker.StartOfScan]);
    }

    private readonly record struct Frame(byte Type, int Precision, int Width, int Height, int Components);

    private sealed class Markers
    {
        private readonly SortedDictionary<int, ReadOnlyMemory<byte>> _iccParts = [];

        public Frame? Frame { get; private set; }

        public JpegColors Colors { get; } = new();

        public ReadOnlyMemory<byte> Exif { get; private set; }

        public double? DpiX { get; private set; }

        public double? DpiY { get; private set; }

        /// <summary>Reads all up to the first scan; returns what is wrong, or null.</summary>
        public string? Read(ReadOnlyMemory<byte> file)
        {
            var bytes = file.Span;
            var at = 2;
            while (true)
            {
                // Any number of fill bytes may stand before a marker, and decoders pass over bytes that belong to nothing.
                while (
                    at < bytes.Length
                    && (bytes[at] != JpegMarker.Prefix || (at + 1 < bytes.Length && bytes[at + 1] is 0 or JpegMarker.Prefix))
                )
                {
                    at++;
                }

                at++;
                if (at >= bytes.Length)
                {
                    return "the JPEG ends in its header";
                }

                var marker = bytes[at++];
                if (marker == JpegMarker.EndOfImage)
                {
                    return "the JPEG has no scan";
                }

                if (JpegMarker.IsStray(marker))
                {
                    continue;
                }

                if (
                    at + 2 > bytes.Length
                    || BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) is var size && (size < 2 || at + size > bytes.Length)
                )
                {
                    return "the JPEG ends in its header";
                }

                if (marker == JpegMarker.StartOfScan)
                {
                    return null;
                }

                Segment(marker, file.Slice(at + 2, size - 2), at + 2);
                at += size;
            }
        }

        public ReadOnlyMemory<byte> IccProfile()
        {
            if (_iccParts.Count <= 1)
            {
                return _iccParts.Values.FirstOrDefault();
            }

            var whole = new byte[_iccParts.Values.Sum(p => p.Length)];
            var at = 0;
            foreach (var part in _iccParts.Values)
            {
                part.CopyTo(whole.AsMemory(at));
                at += part.Length;
            }

            return whole;
        }

        private void Segment(byte marker, ReadOnlyMemory<byte> data, int at)
        {
            var body = data.Span;
            switch (marker)
            {
                case var _ when JpegMarker.IsFrame(marker) && body.Length >= 6 && Frame is null:
                    int count = body[5];
                    Colors.HasRgbNames = count == 3 && body.Length >= 15 && body[6] == 'R' && body[9] == 'G' && body[12] == 'B';
                    Frame = new Frame(
                        marker,
                        body[0],
                        BinaryPrimitives.ReadUInt16BigEndian(body[3..]),
                        BinaryPrimitives.ReadUInt16BigEndian(body[1..]),
                        count
                    );
                    break;
                case JpegMarker.App0 when body.Length >= 12 && body.StartsWith("JFIF\0"u8):
                    Colors.HasJfif = true;
                    var toInch = body[7] switch
                    {
                        1 => 1.0,
                        2 => 2.54,
                        _ => 0,
                    };
                    if (toInch > 0)
                    {
                        DpiX = BinaryPrimitives.ReadUInt16BigEndian(body[8..]) * toInch;
                        DpiY = BinaryPrimitives.ReadUInt16BigEndian(body[10..]) * toInch;
                    }

                    break;
                case JpegMarker.App1 when body.StartsWith("Exif\0\0"u8) && Exif.IsEmpty:
                    Exif = data[6..];
                    break;
                case JpegMarker.App2 when body.Length > 14 && body.StartsWith("ICC_PROFILE\0"u8):
                    _iccParts.TryAdd(body[12], data[14..]);
                    break;
                case JpegMarker.App14 when body.Length >= 12 && body.StartsWith("Adobe"u8):
                    Colors.AddAdobe(at + 11, body[11]);
                    break;
            }
        }
    }
}
