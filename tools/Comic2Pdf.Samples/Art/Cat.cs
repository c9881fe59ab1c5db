using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Art;

/// <summary>Mildred the cat, about 175 units high, sitting on the origin.</summary>
internal sealed record Cat
{
    public Mood Mood { get; init; }

    /// <summary>Where she looks: -1 to 1, across and down.</summary>
    public SKPoint Look { get; init; }

    /// <summary>Carries the oil can in her mouth.</summary>
    public bool HasOil { get; init; }

    public void Draw(Sketch s, float x, float y, float scale, bool mirror = false) =>
        s.At(
            x,
            y,
            scale,
            () =>
            {
                s.Hose("M38 -14C92 -2 104 -44 84 -74C78 -84 88 -96 98 -90", Palette.Ginger, 15);
                s.Line("M84 -24L92 -14M91 -46L103 -46", Palette.GingerShade, 6);
                Body(s);
                Head(s);
            },
            mirror: mirror
        );

    private static void Body(Sketch s)
    {
        s.Shape("M-48 0C-62 -52 -36 -92 -20 -104L20 -104C38 -92 64 -52 50 0Z", Palette.Ginger, 0);
        s.Shape("M20 -104C38 -92 64 -52 50 0L26 0C40 -40 30 -80 8 -104Z", Palette.GingerShade, 0);
        s.Shape("M-16 -92C-26 -62 -24 -40 -2 -34C18 -40 18 -66 12 -92Z", Palette.Cream, 0);
        s.Shape("M-48 0C-62 -52 -36 -92 -20 -104L20 -104C38 -92 64 -52 50 0Z", SKColors.Transparent, 4.5f);
        s.Line("M-48 -40L-36 -38M-45 -56L-33 -52M53 -40L42 -38M48 -56L38 -52", Palette.GingerShade, 6);
        s.Shape("M-34 2C-38 -14 -8 -14 -8 2Z", Palette.Cream);
        s.Shape("M34 2C38 -14 8 -14 8 2Z", Palette.Cream);
        s.Line("M-4 -4C-8 -22 -6 -32 -4 -38M6 -4C9 -22 8 -32 6 -38", Palette.Ink, 3);
    }

    private void Head(Sketch s)
    {
        s.Shape("M-46 -122L-50 -172Q-30 -168 -14 -150ZM46 -122L50 -172Q30 -168 14 -150Z", Palette.Ginger, 4.5f);
        s.Shape("M-41 -140L-43 -160Q-32 -158 -24 -149ZM41 -140L43 -160Q32 -158 24 -149Z", new SKColor(0xFFF4B9A0), 0);
        s.Oval(0, -118, 54, 40, Palette.Ginger, 4.5f);
        s.Line("M0 -154L0 -140M-13 -152L-10 -141M13 -152L10 -141M-50 -112L-40 -110M50 -112L40 -110", Palette.GingerShade, 6);
        var (dx, dy) = (Look.X * 8, Look.Y * 5);
        s.Oval(dx, -101 + dy, 25, 17, Palette.Cream, 0);
        Eyes(s, dx, dy);
        s.Shape($"M{-6 + dx} {-110 + dy}L{6 + dx} {-110 + dy}L{dx} {-103 + dy}Z", Palette.Red, 2.5f);
        s.Line(
            Mood == Mood.Sad
                ? $"M{-10 + dx} {-93 + dy}Q{dx} {-101 + dy} {10 + dx} {-93 + dy}"
                : $"M{dx} {-103 + dy}Q{-2 + dx} {-94 + dy} {-12 + dx} {-97 + dy}M{dx} {-103 + dy}Q{2 + dx} {-94 + dy} {12 + dx} {-97 + dy}",
            Palette.Ink,
            3
        );
        s.Line($"M{-24 + dx} -104L-74 -112M{-24 + dx} -99L-72 -94M{24 + dx} -104L74 -112M{24 + dx} -99L72 -94", Palette.Ink, 2);
        if (HasOil)
        {
            s.Shape("M-34 -92L4 -92L10 -52L-40 -52ZM-28 -92L-60 -116L-56 -120L-18 -92Z", Palette.Red, 4);
            s.Line("M-26 -72L-4 -72", Palette.White, 6);
        }
    }

    private void Eyes(Sketch s, float dx, float dy)
    {
        if (Mood == Mood.Happy)
        {
            s.Line(
                $"M{-34 + dx} {-120 + dy}Q{-23 + dx} {-134 + dy} {-12 + dx} {-120 + dy}M{12 + dx} {-120 + dy}Q{23 + dx} {-134 + dy} {34 + dx} {-120 + dy}",
                Palette.Ink,
                4.5f
            );
            return;
        }

        var size = Mood == Mood.Scared ? 14 : 11.5f;
        foreach (var x in (ReadOnlySpan<int>)[-23, 23])
        {
            s.Oval(x + dx, -124 + dy, 11.5f, size, new SKColor(0xFFF6F2B0), 3);
            s.Oval(x + (dx * 1.5f), -124 + (dy * 1.5f), 4, size * 0.72f, Palette.Ink, 0);
        }
    }
}
