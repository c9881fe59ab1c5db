using Comic2Pdf.Processing.Images;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>One page of a book whose picture stands in a PDF file already.</summary>
/// <param name="Entry">The archive entry it came from, for messages and chapters.</param>
/// <param name="Box">Its size.</param>
/// <param name="Orientation">How the picture is turned for showing.</param>
/// <param name="Image">The picture; null when it could not be shown, and <paramref name="Notice"/> stands in its place.</param>
/// <param name="Notice">A sentence to print on a page without picture.</param>
public sealed record BookPage(string Entry, PageBox Box, Orientation Orientation, ImageObject? Image, string? Notice = null)
{
    /// <summary>The page turned clockwise: only how its picture is placed changes.</summary>
    public BookPage Turn(int quarterTurns) =>
        this with
        {
            Orientation = Orientation.Turn(quarterTurns),
            Box = quarterTurns % 2 == 0 ? Box : new PageBox(Box.Height, Box.Width, Box.PixelsDown, Box.PixelsAcross),
        };
}
