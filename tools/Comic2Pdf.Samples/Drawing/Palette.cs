using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>The colours of the book.</summary>
internal static class Palette
{
    public static readonly SKColor Ink = new(0xFF1B1726);
    public static readonly SKColor Paper = new(0xFFFBF8F0);
    public static readonly SKColor Night = new(0xFF14193A);
    public static readonly SKColor Dusk = new(0xFF3B3F78);
    public static readonly SKColor Moon = new(0xFFFFF1C2);
    public static readonly SKColor Lamp = new(0xFFFFD36B);
    public static readonly SKColor Rain = new(0xB0C9DCF2);
    public static readonly SKColor Teal = new(0xFF53B9AC);
    public static readonly SKColor TealShade = new(0xFF358D8A);
    public static readonly SKColor Cream = new(0xFFF4E9D0);
    public static readonly SKColor Rust = new(0xFFC8743C);
    public static readonly SKColor Ginger = new(0xFFEE9A43);
    public static readonly SKColor GingerShade = new(0xFFC9702A);
    public static readonly SKColor Red = new(0xFFD9483B);
    public static readonly SKColor White = new(0xFFFFFDF6);
}
