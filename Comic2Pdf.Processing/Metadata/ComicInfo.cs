namespace Comic2Pdf.Processing.Metadata;

/// <summary>What is known of a book, as far as a PDF can say it too. The fields are those of ComicInfo.xml (Anansi project, schema 2.1).</summary>
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

    /// <summary>Separated by commas.</summary>
    public string? Inker { get; init; }

    /// <summary>Separated by commas.</summary>
    public string? Colorist { get; init; }

    /// <summary>Separated by commas.</summary>
    public string? Letterer { get; init; }

    /// <summary>Separated by commas.</summary>
    public string? CoverArtist { get; init; }

    /// <summary>Separated by commas.</summary>
    public string? Editor { get; init; }

    /// <summary>Separated by commas.</summary>
    public string? Translator { get; init; }

    /// <summary>Publisher.</summary>
    public string? Publisher { get; init; }

    /// <summary>What the book is about.</summary>
    public string? Summary { get; init; }

    /// <summary>Genres, separated by commas.</summary>
    public string? Genre { get; init; }

    /// <summary>Tags, separated by commas.</summary>
    public string? Tags { get; init; }

    /// <summary>Addresses of pages about the book, separated by blanks.</summary>
    public string? Web { get; init; }

    /// <summary>Language as an IETF tag, "fr".</summary>
    public string? Language { get; init; }

    /// <summary>Year of publication.</summary>
    public int? Year { get; init; }

    /// <summary>Month of publication, 1 to 12; only with a year.</summary>
    public int? Month { get; init; }

    /// <summary>Day of publication, 1 to 31; only with a month.</summary>
    public int? Day { get; init; }

    /// <summary>Read from right to left (Manga = YesAndRightToLeft).</summary>
    public bool IsRightToLeft { get; init; }

    /// <summary>What is said of single pages.</summary>
    public IReadOnlyList<ComicInfoPage> Pages { get; init; } = [];

    /// <summary>This, with what <paramref name="user"/> says in place of what it says itself. A title stands alone then: not behind the archive's series.</summary>
    public ComicInfo With(ComicInfo user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return this with
        {
            Title = user.Title ?? Title,
            Series = user.Series ?? (user.Title is null ? Series : null),
            Number = user.Number ?? (user.Title is null && user.Series is null ? Number : null),
            Writer = user.Writer ?? Writer,
            Penciller = user.Writer is null ? Penciller : null,
            Language = user.Language ?? Language,
            IsRightToLeft = user.IsRightToLeft || IsRightToLeft,
        };
    }
}

/// <summary>What a ComicInfo.xml says of one page.</summary>
/// <param name="Image">The page's place among the images, from 0.</param>
/// <param name="Bookmark">Text of a bookmark, or null.</param>
/// <param name="IsFrontCover">Its type is FrontCover.</param>
public sealed record ComicInfoPage(int Image, string? Bookmark, bool IsFrontCover)
{
    /// <summary>Its type is Deleted: the reader is not to see it.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>It shows two pages side by side.</summary>
    public bool IsDoublePage { get; init; }
}
