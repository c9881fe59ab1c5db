namespace Comic2Pdf.Tests.WebPage;

/// <summary>How a person looks at the page.</summary>
internal sealed record PageLook
{
    public string Language { get; init; } = "en";

    public bool IsDark { get; init; }

    public int Width { get; init; } = 1400;

    public int Height { get; init; } = 900;

    /// <summary>The address of another machine, from which a proxy hands on what the browser asks; null: the browser is on this one.</summary>
    public string? From { get; init; }

    public static PageLook Phone { get; } = new() { Width = 360, Height = 740 };
}
