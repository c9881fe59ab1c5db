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

    /// <summary>AVIF.</summary>
    Avif,

    /// <summary>HEIF with HEVC pictures.</summary>
    Heic,

    /// <summary>JPEG XL, in its container or as a bare codestream (ISO/IEC 18181).</summary>
    JpegXl,

    /// <summary>Netpbm: PBM, PGM, PPM, PAM.</summary>
    Netpbm,

    /// <summary>Truevision TGA; it has no signature.</summary>
    Tga,

    /// <summary>Photoshop, or its large form; the picture of all layers is shown.</summary>
    Psd,

    /// <summary>PC Paintbrush; it has hardly a signature.</summary>
    Pcx,

    /// <summary>Quite OK Image.</summary>
    Qoi,

    /// <summary>DirectDraw surface.</summary>
    Dds,
}
