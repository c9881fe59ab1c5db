using NetVips;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>A page's pixels as shown: red, green, blue, one byte each, rows from top to bottom without padding.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">3 x Width x Height bytes.</param>
public sealed record RgbImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>The same pixels for the image library, which only looks at them: dispose of it before they change.</summary>
    internal Image View() =>
        Image.NewFromMemory(Pixels, Width, Height, 3, Enums.BandFormat.Uchar).Then(i => i.Copy(interpretation: Enums.Interpretation.Srgb));

    /// <summary>The image turned clockwise.</summary>
    /// <param name="quarterTurns">0 to 3.</param>
    public RgbImage Turn(int quarterTurns)
    {
        if (quarterTurns == 0)
        {
            return this;
        }

        using var view = View();
        using var turned = view.Rot((Enums.Angle)quarterTurns);
        return new RgbImage(turned.Width, turned.Height, turned.WriteToMemory<byte>());
    }
}
