using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>How one balloon or caption is lettered.</summary>
internal sealed record Lettering
{
    /// <summary>Height of the font, in pixels.</summary>
    public float Size { get; init; } = 36;

    /// <summary>Degrees, clockwise.</summary>
    public float Angle { get; init; }

    /// <summary>Colour behind the letters; null: the art itself.</summary>
    public SKColor? Ground { get; init; } = SKColors.White;

    /// <summary>Colour of the letters.</summary>
    public SKColor Ink { get; init; } = SKColors.Black;

    /// <summary>Colour of an outline around the letters; null: none.</summary>
    public SKColor? Halo { get; init; }

    /// <summary>Whether the balloon has round corners.</summary>
    public bool IsRound { get; init; } = true;

    /// <summary>How much letters stray from their line and stand, as a hand's do: degrees, and hundredths of the size.</summary>
    public float Unsteady { get; init; }

    /// <summary>Whether lines run downwards, the first one on the right.</summary>
    public bool IsVertical { get; init; }

    /// <summary>A word of twice the size, light on dark, that stands right under the balloon's text; null: none.</summary>
    public string? Under { get; init; }
}
