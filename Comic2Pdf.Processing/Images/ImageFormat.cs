namespace Comic2Pdf.Processing.Images;

/// <summary>Image formats that comics come in.</summary>
public enum ImageFormat
{
    /// <summary>JPEG (ITU-T T.81).</summary>
    Jpeg,

    /// <summary>PNG (ISO/IEC 15948).</summary>
    Png,

    /// <summary>JPEG 2000, in its JP2 file format or as a bare codestream (ITU-T T.800).</summary>
    Jpeg2000,

    /// <summary>GIF.</summary>
    Gif,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>TIFF or BigTIFF.</summary>
    Tiff,

    /// <summary>AVIF or HEIF.</summary>
    Avif,

    /// <summary>JPEG XL: recognised to be named; no decoder is at hand.</summary>
    JpegXl,
}
