using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>A page of a book.</summary>
/// <param name="Image">The name of its picture inside the archive.</param>
/// <param name="Width">Pixels across, as shown.</param>
/// <param name="Height">Pixels down, as shown.</param>
/// <param name="Text">What was read on it; null: nothing was.</param>
public sealed record SidecarPage(string Image, int Width, int Height, PageText? Text);
