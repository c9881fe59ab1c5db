using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Art;

/// <summary>Rain, moon, sun, clouds, lightning; and the umbrella against them.</summary>
internal static class Weather
{
    /// <summary>Slanted streaks of rain over an area, and drops that burst on the ground.</summary>
    public static void Rain(Sketch s, SKRect area, int streaks, uint seed, float ground = 0)
    {
        var dice = new Dice(seed);
        for (var i = 0; i < streaks; i++)
        {
            var (x, y, length) = (dice.Between(area.Left, area.Right + 40), dice.Between(area.Top - 40, area.Bottom), dice.Between(22, 52));
            s.Line($"M{x} {y}l{-length * 0.24f} {length}", Palette.Rain.WithAlpha((byte)dice.Between(80, 180)), dice.Between(1.6f, 3));
        }

        for (var i = 0; ground > 0 && i < streaks / 8; i++)
        {
            var (x, y) = (dice.Between(area.Left, area.Right), dice.Between(ground + 10, area.Bottom));
            s.Line($"M{x - 9} {y - 8}l5 7M{x + 9} {y - 8}l-5 7M{x} {y - 12}l0 8", Palette.Rain, 2.4f);
        }
    }

    public static void Moon(Sketch s, float x, float y, float radius)
    {
        s.Glow(x, y, radius * 2.2f, new SKColor(0x80FFF1C2));
        s.Oval(x, y, radius, radius, Palette.Moon, 0);
        var crater = new SKColor(0xFFEFDC9F);
        s.Oval(x - (radius * 0.36f), y - (radius * 0.22f), radius * 0.2f, radius * 0.18f, crater, 0);
        s.Oval(x + (radius * 0.3f), y + (radius * 0.34f), radius * 0.27f, radius * 0.23f, crater, 0);
        s.Oval(x + (radius * 0.34f), y - (radius * 0.42f), radius * 0.13f, radius * 0.11f, crater, 0);
        s.Oval(x - (radius * 0.34f), y + (radius * 0.46f), radius * 0.12f, radius * 0.1f, crater, 0);
    }

    public static void Sun(Sketch s, float x, float y, float radius)
    {
        s.Glow(x, y, radius * 3.4f, new SKColor(0xB0FFE08A));
        s.Oval(x, y, radius, radius, new SKColor(0xFFFFE27A), 0);
    }

    public static void Stars(Sketch s, SKRect area, int count, uint seed)
    {
        var dice = new Dice(seed);
        for (var i = 0; i < count; i++)
        {
            var r = dice.Between(1.2f, 3);
            s.Oval(dice.Between(area.Left, area.Right), dice.Between(area.Top, area.Bottom), r, r, new SKColor(0xD0FFFFFF), 0);
        }
    }

    public static void Cloud(Sketch s, float x, float y, float scale, SKColor colour) =>
        s.At(
            x,
            y,
            scale,
            () =>
                s.Shape("M-130 40C-180 40 -180 -16 -128 -16C-124 -62 -54 -72 -34 -40C-6 -84 72 -70 74 -22C128 -30 150 40 96 40Z", colour, 0)
        );

    public static void Lightning(Sketch s, float x, float y, float scale)
    {
        s.Glow(x, y, 330 * scale, new SKColor(0x90FFF6C0));
        s.At(x, y, scale, () => s.Shape("M20 -200L-60 0L-8 -6L-50 190L70 -50L14 -40L74 -200Z", new SKColor(0xFFFFF2A0), 5));
    }

    /// <summary>An open umbrella; its grip is at the origin.</summary>
    public static void Umbrella(Sketch s, float x, float y, float scale, float turn = 0) =>
        s.At(
            x,
            y,
            scale,
            () =>
            {
                s.Line("M0 18L0 -250", Palette.Ink, 8);
                s.Line("M0 18Q0 38 -18 36Q-28 32 -26 20", Palette.Ink, 8);
                s.Shape(
                    "M-170 -160C-150 -290 150 -290 170 -160Q142 -186 113 -160Q85 -186 57 -160Q28 -186 0 -160Q-28 -186 -57 -160Q-85 -186 -113 -160Q-142 -186 -170 -160Z",
                    Palette.Red,
                    0
                );
                s.Shape(
                    "M57 -160C54 -220 34 -250 0 -257C-34 -250 -54 -220 -57 -160Q-28 -186 0 -160Q28 -186 57 -160Z",
                    new SKColor(0xFFFFD36B),
                    0
                );
                s.Shape("M113 -160C108 -214 62 -246 0 -257C90 -256 158 -220 170 -160Q142 -186 113 -160Z", new SKColor(0xFFA92F30), 0);
                s.Shape(
                    "M-170 -160C-150 -290 150 -290 170 -160Q142 -186 113 -160Q85 -186 57 -160Q28 -186 0 -160Q-28 -186 -57 -160Q-85 -186 -113 -160Q-142 -186 -170 -160Z",
                    SKColors.Transparent,
                    5
                );
                s.Line(
                    "M57 -160C54 -220 34 -250 0 -257M-57 -160C-54 -220 -34 -250 0 -257M113 -160C108 -214 62 -246 0 -257M-113 -160C-108 -214 -62 -246 0 -257",
                    Palette.Ink,
                    4
                );
                s.Line("M0 -257L0 -274", Palette.Ink, 8);
            },
            turn
        );
}
