using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>Which engine reads a book, of what is asked for and what is installed. No I/O.</summary>
public static class EngineChoice
{
    /// <summary>Names as operators type them: both, comic, tesseract.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ReadingEngine>().Select(NameOf)];

    /// <summary>The engine of a name; null: there is none.</summary>
    public static ReadingEngine? Parse(string name) =>
        Enum.GetValues<ReadingEngine>().Cast<ReadingEngine?>().FirstOrDefault(e => NameOf(e!.Value) == name);

    /// <summary>The name of an engine.</summary>
    public static string NameOf(ReadingEngine engine) => engine.ToString().ToLowerInvariant();

    /// <summary>The engine to read with: without any data of Tesseract the line readers read Latin script alone.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="languages">Joined by '+', or auto.</param>
    /// <param name="installed">Languages that Tesseract can read here.</param>
    public static ReadingEngine Of(ReadingEngine asked, string languages, IReadOnlyCollection<string> installed)
    {
        ArgumentNullException.ThrowIfNull(installed);
        return asked == ReadingEngine.Both && installed.Count == 0 && !NeedsTesseract(ReadingEngine.Comic, languages)
            ? ReadingEngine.Comic
            : asked;
    }

    /// <summary>Whether Tesseract and its data for the languages must be there. It alone reads other scripts than Latin, and finds languages.</summary>
    /// <param name="engine">The engine to read with.</param>
    /// <param name="languages">Joined by '+', or auto.</param>
    public static bool NeedsTesseract(ReadingEngine engine, string languages) =>
        engine != ReadingEngine.Comic || LanguageSearch.IsAsked(languages) || !LatinAlphabet.Writes(languages);
}
