namespace Comic2Pdf.Samples.Drawing;

/// <summary>A book: what its ComicInfo.xml says, and its pages.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">Title.</param>
/// <param name="Pages">The pages; the first is the cover.</param>
public sealed record Comic(string Name, string Title, IReadOnlyList<Page> Pages)
{
    /// <summary>Series.</summary>
    public string Series { get; init; } = "";

    /// <summary>Number in the series.</summary>
    public string Number { get; init; } = "1";

    /// <summary>Writer.</summary>
    public string Writer { get; init; } = "";

    /// <summary>What happens.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Language of most of the text.</summary>
    public string Language { get; init; } = "fr";

    /// <summary>Bookmarks by page, from 0.</summary>
    public IReadOnlyDictionary<int, string> Bookmarks { get; init; } = new Dictionary<int, string>();

    /// <summary>Name of a page's picture within the book.</summary>
    /// <param name="page">The page, from 0.</param>
    public string ImageName(int page) => $"page{page + 1:00}{(Pages[page].IsLossless ? ".png" : ".jpg")}";
}
