namespace Comic2Pdf.Processing.Images;

/// <summary>What IHDR says.</summary>
internal readonly record struct PngHeader(int Width, int Height, byte BitDepth, byte ColorType, bool IsInterlaced)
{
    /// <summary>The combination is one that the standard knows.</summary>
    public bool IsSound =>
        ColorType switch
        {
            PngColorType.Gray => BitDepth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Indexed => BitDepth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => BitDepth is 8 or 16,
            _ => false,
        };

    /// <summary>Bits of one pixel.</summary>
    public int PixelBits =>
        BitDepth
        * ColorType switch
        {
            PngColorType.Rgb => 3,
            PngColorType.GrayAlpha => 2,
            PngColorType.Rgba => 4,
            _ => 1,
        };
}
