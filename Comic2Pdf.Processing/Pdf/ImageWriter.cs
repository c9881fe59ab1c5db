using System.IO.Hashing;
using Comic2Pdf.Processing.Images;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>Writes image objects (ISO 32000-1, 8.9.5): the picture's own bytes under a dictionary that describes them.</summary>
internal sealed class ImageWriter(PdfWriter pdf)
{
    // A book's pages share one profile nearly always.
    private readonly Dictionary<UInt128, int> _profiles = [];

    /// <summary>Writes an image, with its colour profile and its opacity before it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pieces">Its data when it is not at hand as a whole; null takes <see cref="EmbeddedImage.Data"/>.</param>
    public ImageObject Write(EmbeddedImage image, IEnumerable<ReadOnlyMemory<byte>>? pieces = null)
    {
        var alpha = image.Alpha is { } mask ? Write(mask) : null;
        var entries = $"/Type/XObject/Subtype/Image/Width {image.Width}/Height {image.Height}";
        if (ColorSpace(image) is { } space)
        {
            entries += $"/ColorSpace {space}/BitsPerComponent {image.BitsPerComponent}";
        }

        if (image.IsInverted)
        {
            entries += "/Decode[1 0 1 0 1 0 1 0]";
        }

        if (image.ColorKey.Count > 0)
        {
            entries += $"/Mask[{string.Join(' ', image.ColorKey)}]";
        }

        if (alpha is not null)
        {
            entries += $"/SMask {alpha.Id} 0 R";
        }

        entries += image.Encoding switch
        {
            ImageEncoding.Dct => "/Filter/DCTDecode" + (image.IsPlainRgb ? "/DecodeParms<</ColorTransform 0>>" : string.Empty),
            ImageEncoding.Jpx => "/Filter/JPXDecode",
            _ =>
                $"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {image.Components}/BitsPerComponent {image.BitsPerComponent}/Columns {image.Width}>>",
        };
        var (id, offset, length) = pieces is null ? pdf.Stream(entries, image.Data) : pdf.Stream(entries, pieces);
        return new ImageObject
        {
            Id = id,
            Encoding = image.Encoding,
            Width = image.Width,
            Height = image.Height,
            Components = image.Components,
            BitsPerComponent = image.BitsPerComponent,
            DataOffset = offset,
            DataLength = length,
            Palette = image.Palette.ToArray(),
            Alpha = alpha,
        };
    }

    private string? ColorSpace(EmbeddedImage image)
    {
        if (image.Encoding == ImageEncoding.Jpx)
        {
            // The JP2 file states its own; a bare codestream cannot (8.9.5.1, table 89).
            var isBare = image.Data[0].Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F]);
            return isBare ? Device(image.Components) : null;
        }

        var isIndexed = !image.Palette.IsEmpty;
        var components = isIndexed ? 3 : image.Components;
        var space = image.IccProfile.IsEmpty ? Device(components) : $"[/ICCBased {Profile(image.IccProfile, components)} 0 R]";
        return isIndexed ? $"[/Indexed {space} {(image.Palette.Length / 3) - 1}<{Convert.ToHexString(image.Palette.Span)}>]" : space;
    }

    private static string Device(int components) =>
        components switch
        {
            1 => "/DeviceGray",
            4 => "/DeviceCMYK",
            _ => "/DeviceRGB",
        };

    private int Profile(ReadOnlyMemory<byte> profile, int components)
    {
        var hash = XxHash128.HashToUInt128(profile.Span);
        if (!_profiles.TryGetValue(hash, out var id))
        {
            id = pdf.FlateStream($"/N {components}/Alternate{Device(components)}", profile.Span);
            _profiles.Add(hash, id);
        }

        return id;
    }
}
