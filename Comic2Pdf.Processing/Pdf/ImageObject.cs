using Comic2Pdf.Processing.Images;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>An image as it stands in a PDF file: enough to show it, and to read its bytes back without the archive.</summary>
public sealed record ImageObject
{
    /// <summary>The number of the PDF object.</summary>
    public required int Id { get; init; }

    /// <summary>The coding of the data.</summary>
    public required ImageEncoding Encoding { get; init; }

    /// <summary>Columns of stored pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of stored pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Components in the data.</summary>
    public required int Components { get; init; }

    /// <summary>Bits of one component.</summary>
    public required int BitsPerComponent { get; init; }

    /// <summary>Where the data begins in the file, in bytes.</summary>
    public required long DataOffset { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long DataLength { get; init; }

    /// <summary>RGB triples of an indexed image; empty otherwise.</summary>
    public byte[] Palette { get; init; } = [];

    /// <summary>The object that holds its opacity, or null.</summary>
    public ImageObject? Alpha { get; init; }
}
