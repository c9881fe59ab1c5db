namespace Comic2Pdf.Processing.Metadata;

/// <summary>What a ComicInfo.xml says of a book, as far as a PDF can say it too (Anansi project, ComicInfo schema 2.1).</summary>
public sealed record ComicInfo
{
    /// <summary>Title of the issue.</summary>
    public string? Title { get; init; }

    /// <summary>Series the issue belongs to.</summary>
    public string? Series { get; init; }

    /// <summary>Number within the series; not always a number.</summary>
    public string? Number { get; init; }

    /// <summary>Writers, separated by commas.</summary>
    public string? Writer { get; init; }

    /// <summary>Artists, separated by commas.</summary>
    public string? Penciller { get; init; }

    /// <summary>Publisher.</summary>
    public string? Publisher { get; init; }

    /// <summary>What the book is about.</summary>
    public string? Summary { get; init; }

    /// <summary>Genres, separated by commas.</summary>
    public string? Genre { get; init; }

    /// <summary>Language as an IETF tag, "fr".</summary>
    public string? Language { get; init; }

    /// <summary>Year of publication.</summary>
    public int? Year { get; init; }

    /// <summary>Read from right to left (Manga = YesAndRightToLeft).</summary>
    public bool IsRightToLeft { get; init; }

    /// <summary>What is said of single pages.</summary>
    public IReadOnlyList<ComicInfoPage> Pages { get; init; } = [];
}

/// <summary>What a ComicInfo.xml says of one page.</summary>
/// <param name="Image">The page's place among the images, from 0.</param>
/// <param name="Bookmark">Text of a bookmark, or null.</param>
/// <param name="IsFrontCover">Its type is FrontCover.</param>
public sealed record ComicInfoPage(int Image, string? Bookmark, bool IsFrontCover);
