using System.ComponentModel.DataAnnotations;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>How pages are read.</summary>
public sealed record OcrOptions
{
    /// <summary>Languages as Tesseract names them, joined by '+'; the first weighs most. <see cref="LanguageSearch.Auto"/>: found first. Default fra+eng.</summary>
    [RegularExpression("^[A-Za-z0-9_]+(\\+[A-Za-z0-9_]+)*$")]
    public string Languages { get; init; } = "fra+eng";

    /// <summary>What reads Latin script. Default both, see docs/ocr.md.</summary>
    public ReadingEngine Engine { get; init; } = ReadingEngine.Both;

    /// <summary>Processor time for one page; past it the page is tried once more, then stays an image. Default 60 seconds.</summary>
    public TimeSpan PageDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How sure the engine must be (0 to 100) of a word that stands alone; below, it is taken for art. Default 65, see docs/ocr-trials.md.</summary>
    [Range(0, 100)]
    public double MinConfidence { get; init; } = 65;

    /// <summary>The same for a word among others that were read well: the others support it. Default 30.</summary>
    [Range(0, 100)]
    public double MinConfidenceInBalloon { get; init; } = 30;

    /// <summary>
    /// Whether a page on which nothing reads well upright is tried turned by quarters, and shown turned when it reads well then. Default true.
    /// </summary>
    public bool RotatePages { get; init; } = true;

    /// <summary>Whether a book that is clearly in one of several languages is read in that one alone after its first pages. Default true.</summary>
    public bool DecideLanguage { get; init; } = true;

    /// <summary>Reading order of balloons side by side: from right to left, as in manga. Default false.</summary>
    public bool RightToLeft { get; init; }
}
