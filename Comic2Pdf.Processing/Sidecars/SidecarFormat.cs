namespace Comic2Pdf.Processing.Sidecars;

/// <summary>A file of a book's text beside its PDF, in a format that other programs read.</summary>
public enum SidecarFormat
{
    /// <summary>All that is known: words, lines, balloons, how sure.</summary>
    Json,

    /// <summary>hOCR 1.2.</summary>
    Hocr,

    /// <summary>ALTO 4.4, which libraries and archives read.</summary>
    Alto,

    /// <summary>mokuro 0.2, for its readers.</summary>
    Mokuro,
}
