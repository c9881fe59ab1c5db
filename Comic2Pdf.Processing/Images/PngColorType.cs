namespace Comic2Pdf.Processing.Images;

/// <summary>The colour types of a PNG (ISO/IEC 15948, table 11.1).</summary>
internal static class PngColorType
{
    /// <summary>One gray sample.</summary>
    public const byte Gray = 0;

    /// <summary>Three samples.</summary>
    public const byte Rgb = 2;

    /// <summary>An index into the palette.</summary>
    public const byte Indexed = 3;

    /// <summary>Gray and opacity.</summary>
    public const byte GrayAlpha = 4;

    /// <summary>Three samples and opacity.</summary>
    public const byte Rgba = 6;
}
