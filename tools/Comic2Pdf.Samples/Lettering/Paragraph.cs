namespace Comic2Pdf.Samples.Lettering;

/// <summary>What one balloon, caption or label says: the true text of a page is the list of its paragraphs.</summary>
/// <param name="Kind">"balloon", "caption" or "label".</param>
/// <param name="Words">The words in reading order.</param>
public sealed record Paragraph(string Kind, IReadOnlyList<Word> Words)
{
    /// <summary>The words with single spaces between.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => string.Join(' ', Words.Select(w => w.Text));
}
