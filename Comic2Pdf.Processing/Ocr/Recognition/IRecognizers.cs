namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>The engines of one thread, by what they read.</summary>
public interface IRecognizers : IDisposable
{
    /// <summary>The engine for languages; it stays the set's own.</summary>
    /// <param name="languages">Joined by '+'.</param>
    /// <exception cref="Errors.OcrException">Engine or language data missing.</exception>
    ITextRecognizer Engine(string languages);

    /// <summary>Whether a language can be read here.</summary>
    bool Has(string language);
}
