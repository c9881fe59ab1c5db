namespace Comic2Pdf.Processing.Images;

/// <summary>One page's picture and how it is to be shown.</summary>
/// <param name="Image">The bytes to embed.</param>
/// <param name="Orientation">How to turn them for showing.</param>
/// <param name="DpiX">Pixels per inch across, as the file states; null when it does not.</param>
/// <param name="DpiY">Pixels per inch down, as the file states; null when it does not.</param>
/// <param name="Damage">What is wrong with the data, for a person; null when nothing is known to be.</param>
public sealed record PageImage(EmbeddedImage Image, Orientation Orientation, double? DpiX, double? DpiY, string? Damage = null)
{
    /// <summary>Set when the picture is the first of an animation.</summary>
    public bool IsAnimated { get; init; }
}
