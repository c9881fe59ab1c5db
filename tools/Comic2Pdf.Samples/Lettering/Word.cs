using System.Text.Json.Serialization;
using SkiaSharp;

namespace Comic2Pdf.Samples.Lettering;

/// <summary>A word as it stands on a page: the box is that of its ink, in pixels from the top left corner of the page.</summary>
/// <param name="Text">The word with its punctuation, as lettered.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record Word(string Text, int X, int Y, int Width, int Height)
{
    /// <summary>The box as a rectangle.</summary>
    [JsonIgnore]
    public SKRect Box => SKRect.Create(X, Y, Width, Height);

    internal static Word Around(string text, SKRect ink)
    {
        var box = SKRectI.Ceiling(ink, outwards: true);
        return new Word(text, box.Left, box.Top, box.Width, box.Height);
    }
}
