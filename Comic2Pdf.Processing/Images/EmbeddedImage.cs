namespace Comic2Pdf.Processing.Images;

/// <summary>How an image's bytes are coded, in PDF's terms.</summary>
public enum ImageEncoding
{
    /// <summary>DCTDecode: a JPEG file as it is.</summary>
    Dct,

    /// <summary>FlateDecode with the PNG predictors: the IDAT data of a PNG file as it is.</summary>
    PngFlate,

    /// <summary>JPXDecode: a JPEG 2000 file as it is.</summary>
    Jpx,
}

/// <summary>An image whose bytes go into a PDF unchanged, with all that the PDF must say of them.</summary>
public sealed record EmbeddedImage
{
    /// <summary>The coding of <see cref="Data"/>.</summary>
    public required ImageEncoding Encoding { get; init; }

    /// <summary>Columns of pixels, before any orientation is applied.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of pixels, before any orientation is applied.</summary>
    public required int Height { get; init; }

    /// <summary>Colour components in the data: 1 gray or palette index, 3 RGB or YCbCr, 4 CMYK or YCCK.</summary>
    public required int Components { get; init; }

    /// <summary>Bits of one component: 1, 2, 4, 8 or 16.</summary>
    public int BitsPerComponent { get; init; } = 8;

    /// <summary>The bytes, in parts to be written one after the other (a PNG file interrupts them with chunk frames).</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Data { get; init; }

    /// <summary>RGB triples of an indexed image, or empty.</summary>
    public ReadOnlyMemory<byte> Palette { get; init; }

    /// <summary>An ICC profile that fits <see cref="Components"/>, or empty.</summary>
    public ReadOnlyMemory<byte> IccProfile { get; init; }

    /// <summary>Pairs of lowest and highest component values that are transparent (PDF 32000-1, 8.9.6.4), or empty.</summary>
    public IReadOnlyList<int> ColorKey { get; init; } = [];

    /// <summary>CMYK values stand inverted, as Adobe programs write them.</summary>
    public bool IsInverted { get; init; }

    /// <summary>The three components are RGB already, though the JPEG has no Adobe marker that says so.</summary>
    public bool IsPlainRgb { get; init; }

    /// <summary>Opacity as a gray image of the same size, or null.</summary>
    public EmbeddedImage? Alpha { get; init; }
}
