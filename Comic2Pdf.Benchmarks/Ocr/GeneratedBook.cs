using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>A book that was drawn, and what this machine needs to read it.</summary>
/// <param name="Name">What is hard about it.</param>
/// <param name="Language">The languages to read it in.</param>
/// <param name="Pages">Its pages; none when no font for them is installed.</param>
internal sealed record GeneratedBook(string Name, string Language, IReadOnlyList<TruePage> Pages)
{
    /// <summary>Whether it has lines that run downwards, which need language data of their own.</summary>
    public bool NeedsColumns { get; init; }

    /// <summary>Debian's packages of its fonts.</summary>
    public required string FontPackages { get; init; }

    /// <summary>Debian's packages that are missing here; none when the book can be read.</summary>
    /// <param name="installed">Names of the language data that is here.</param>
    public IReadOnlyList<string> Missing(IReadOnlyList<string> installed)
    {
        var languages = Language.Split('+');
        return
        [
            .. Pages.Count == 0 ? FontPackages.Split(' ') : [],
            .. languages
                .Concat(NeedsColumns ? languages.Select(l => l + "_vert") : [])
                .Except(installed, StringComparer.Ordinal)
                .Select(TesseractInstallation.PackageOf),
        ];
    }
}
