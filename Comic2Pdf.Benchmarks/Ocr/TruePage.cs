using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>A page whose text is known.</summary>
/// <param name="Name">Name of the picture.</param>
/// <param name="Picture">The image file.</param>
/// <param name="Text">Its true words.</param>
/// <param name="Words">Where each word stands; empty when not known.</param>
internal sealed record TruePage(string Name, byte[] Picture, string Text, IReadOnlyList<(string Text, Box Box)> Words)
{
    /// <summary>Painted sounds, which are no part of <see cref="Text"/>: they are scored apart.</summary>
    public string Sounds { get; init; } = string.Empty;
}
