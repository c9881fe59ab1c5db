using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Art;

/// <summary>Port-Anjou: houses, streets, roofs, the harbour.</summary>
internal static class City
{
    /// <summary>A row of houses with lit windows, roofs about as high as <paramref name="height"/>.</summary>
    public static void Row(Sketch s, SKRect area, float ground, float height, SKColor wall, uint seed, float lit = 0.4f)
    {
        var dice = new Dice(seed);
        var window = new SKColor(0xFFFFCF6A);
        wall.ToHsl(out var h, out var sat, out var light);
        var dark = SKColor.FromHsl(h, sat, light * 0.72f);
        for (var x = area.Left - dice.Between(0, 60); x < area.Right; )
        {
            var width = MathF.Round(dice.Between(84, 150));
            var top = ground - (height * dice.Between(0.62f, 1));
            var roof = dice.Between(0, 1) switch
            {
                < 0.4f => $"M{x} {top}L{x + (width / 2)} {top - 44}L{x + width} {top}",
                < 0.7f => $"M{x} {top}L{x + 16} {top - 34}L{x + width - 16} {top - 34}L{x + width} {top}",
                _ => $"M{x} {top}L{x} {top - 12}L{x + width} {top - 12}L{x + width} {top}",
            };
            if (dice.Chance(0.6f))
            {
                s.Box(x + (width * 0.68f), top - 62, 18, 60, dark, 0, 0);
            }

            s.Shape($"{roof}L{x + width} {ground}L{x} {ground}Z", wall, 0);
            s.Shape($"M{x + width - 12} {top}L{x + width} {top}L{x + width} {ground}L{x + width - 12} {ground}Z", dark, 0);
            for (var wy = top + 22; wy < ground - 34; wy += 52)
            {
                for (var wx = x + 16; wx < x + width - 34; wx += 36)
                {
                    s.Box(MathF.Round(wx), MathF.Round(wy), 18, 28, dice.Chance(lit) ? window : dark, 0, 0);
                }
            }

            x += width;
        }
    }

    /// <summary>A wet street: it mirrors the light.</summary>
    public static void Street(Sketch s, SKRect area, float top, SKColor near, SKColor far, uint seed)
    {
        s.Gradient(new SKRect(area.Left, top, area.Right, area.Bottom), far, near);
        s.Line($"M{area.Left} {top}L{area.Right} {top}", Palette.Ink, 5);
        var dice = new Dice(seed);
        for (var i = 0; i < 9; i++)
        {
            var (x, y) = (dice.Between(area.Left, area.Right), dice.Between(top + 24, area.Bottom - 10));
            s.Oval(x, y, dice.Between(40, 90), dice.Between(5, 9), new SKColor(0x38E8F2FF), 0);
        }
    }

    /// <summary>A street lamp with its light.</summary>
    public static void Lamp(Sketch s, float x, float ground, float height)
    {
        s.Glow(x, ground - height, height * 0.75f, new SKColor(0x90FFDF8A));
        s.Line($"M{x} {ground}L{x} {ground - height + 30}", Palette.Ink, 13);
        s.Shape($"M{x - 22} {ground}L{x - 12} {ground - 34}L{x + 12} {ground - 34}L{x + 22} {ground}Z", Palette.Ink, 0);
        s.Shape(
            $"M{x - 16} {ground - height + 30}L{x - 26} {ground - height - 24}L{x + 26} {ground - height - 24}L{x + 16} {ground - height + 30}Z",
            Palette.Lamp,
            5
        );
        s.Shape($"M{x - 34} {ground - height - 24}L{x} {ground - height - 54}L{x + 34} {ground - height - 24}Z", Palette.Ink, 2);
    }

    /// <summary>A fishmonger's front; the sign is lettered by the page.</summary>
    public static void Shop(Sketch s, float x, float y, float width, float ground)
    {
        s.Box(x, y, width, ground - y, new SKColor(0xFF2F6E8F), 0, 5);
        s.Box(x + 14, y + 12, width - 28, 70, new SKColor(0xFF173A57), 6, 0);
        var window = SKRect.Create(x + 24, y + 150, width - 48, ground - y - 190);
        s.Box(window.Left, window.Top, window.Width, window.Height, new SKColor(0xFFFFE7A6), 0, 5);
        for (var i = 0; i < 3; i++)
        {
            Fish(s, window.Left + (window.Width * (i + 0.5f) / 3), window.Bottom - 40, 0.66f);
        }

        var step = width / 6;
        for (var i = 0; i < 6; i++)
        {
            var ax = x + (i * step);
            s.Shape(
                $"M{ax} {y + 94}L{ax + step} {y + 94}L{ax + step} {y + 142}Q{ax + (step / 2)} {y + 172} {ax} {y + 142}Z",
                i % 2 == 0 ? Palette.Red : Palette.White,
                4
            );
        }
    }

    /// <summary>A fish.</summary>
    public static void Fish(Sketch s, float x, float y, float scale) =>
        s.At(
            x,
            y,
            scale,
            () =>
            {
                s.Shape("M-50 0C-30 -26 20 -24 40 0L64 -18L60 0L64 18L40 0C20 24 -30 26 -50 0Z", new SKColor(0xFF9FC4D8), 4);
                s.Oval(-30, -4, 4, 4, Palette.Ink, 0);
                s.Line("M-16 -12Q-10 0 -16 12M2 -8Q8 0 2 8", Palette.Ink, 3);
            }
        );

    /// <summary>The sea with a few crests.</summary>
    public static void Sea(Sketch s, SKRect area, float top, SKColor far, SKColor near, uint seed)
    {
        s.Gradient(new SKRect(area.Left, top, area.Right, area.Bottom), far, near);
        var dice = new Dice(seed);
        for (var i = 0; i < 26; i++)
        {
            var y = top + 10 + (dice.Between(0, 1) * (area.Bottom - top));
            var (x, w) = (dice.Between(area.Left, area.Right), dice.Between(26, 60));
            s.Line($"M{x} {y}q{w / 2} -8 {w} 0", new SKColor(0x90FFFFFF), 4);
        }
    }

    /// <summary>A cargo ship seen from the side; the origin is at the middle of its waterline.</summary>
    public static void Ship(Sketch s, float x, float y, float scale) =>
        s.At(
            x,
            y,
            scale,
            () =>
            {
                s.Box(60, -190, 110, 110, Palette.White, 6, 5);
                s.Box(78, -168, 74, 24, new SKColor(0xFF4C7FA5), 3, 3);
                s.Box(96, -262, 40, 74, Palette.Red, 0, 5);
                s.Box(96, -248, 40, 16, Palette.White, 0, 3);
                s.Box(-200, -130, 76, 52, Palette.Teal, 0, 4);
                s.Box(-120, -130, 76, 52, Palette.Ginger, 0, 4);
                s.Box(-40, -130, 76, 52, Palette.Red, 0, 4);
                s.Box(-160, -184, 76, 52, Palette.Cream, 0, 4);
                s.Line("M-240 -80L-240 -190M-240 -184L-206 -130", Palette.Ink, 5);
                s.Shape("M-280 -82L220 -82L196 0L-244 0Z", new SKColor(0xFF2B3A5E), 5);
                s.Line("M-264 -50L210 -50", Palette.Red, 10);
            }
        );
}
