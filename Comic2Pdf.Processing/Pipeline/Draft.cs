using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Pdf;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>A page before its place in the book is known.</summary>
/// <param name="name">The entry that it comes from.</param>
/// <param name="index">The entry's place in the archive.</param>
/// <param name="part">Which of the entry's pictures, from 0.</param>
internal sealed class Draft(string name, int index, int part)
{
    /// <summary>The entry that it comes from.</summary>
    public string Name { get; } = name;

    /// <summary>The entry's place in the archive.</summary>
    public int Index { get; } = index;

    /// <summary>Which of the entry's pictures, from 0.</summary>
    public int Part { get; } = part;

    /// <summary>Whether it stands for something that is no picture and could not be opened.</summary>
    public bool IsUnopened { get; init; }

    /// <summary>What is wrong with the entry's bytes, or null.</summary>
    public ComicException? Fault { get; set; }

    /// <summary>The picture, when there is one.</summary>
    public ImageObject? Image { get; set; }

    /// <summary>Pixels per inch as the file states them, across and down.</summary>
    public (double? X, double? Y) Resolution { get; set; }

    /// <summary>How the picture is turned for showing.</summary>
    public Orientation Orientation { get; set; } = Orientation.TopLeft;

    /// <summary>What the reader should know of the page.</summary>
    public List<Warning> Warnings { get; } = [];

    /// <summary>Adds a warning that names the page.</summary>
    public void Warn(string code, string message) => Warnings.Add(PageWarning.Of(code, null, Name, message));

    /// <summary>Adds the warning that the picture's data is not whole.</summary>
    public void WarnDamaged(string damage) => Warnings.Add(PageWarning.Damaged(null, Name, damage));
}
