using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Art;

/// <summary>Gaston the robot, about 340 units high, standing on the origin. Hands are where the pose puts them, in his own units.</summary>
internal sealed record Robot
{
    public Mood Mood { get; init; }

    /// <summary>Where he looks: -1 to 1, across and down.</summary>
    public SKPoint Look { get; init; }

    public SKPoint LeftHand { get; init; } = new(-105, -95);

    public SKPoint RightHand { get; init; } = new(105, -95);

    /// <summary>Brown spots, from a little to a lot.</summary>
    public bool IsRusty { get; init; }

    public void Draw(Sketch s, float x, float y, float scale, float turn = 0) =>
        s.At(
            x,
            y,
            scale,
            () =>
            {
                Legs(s);
                Arm(s, -58, LeftHand, -1);
                Body(s);
                Head(s);
                Arm(s, 58, RightHand, 1);
            },
            turn
        );

    private static void Legs(Sketch s)
    {
        foreach (var x in (ReadOnlySpan<int>)[-34, 34])
        {
            s.Hose($"M{x} -80L{x} -22", Palette.TealShade, 20);
            s.Line($"M{x - 9} -62L{x + 9} -62M{x - 9} -46L{x + 9} -46", Palette.Ink, 3);
            s.Shape($"M{x - 34} 0C{x - 36} -34 {x + 36} -34 {x + 34} 0Z", Palette.Cream);
        }
    }

    private void Body(Sketch s)
    {
        s.Box(-68, -196, 136, 126, Palette.Teal, 26, 0);
        s.Shape("M30 -196L42 -196Q68 -196 68 -170L68 -96Q68 -70 42 -70L8 -70Q40 -96 30 -196Z", Palette.TealShade, 0);
        s.Box(-68, -196, 136, 126, SKColors.Transparent, 26, 5);
        s.Box(-40, -170, 62, 56, Palette.Cream, 8, 4);
        s.Shape(
            "M-9 -130C-22 -142 -30 -148 -24 -158C-18 -164 -11 -160 -9 -154C-7 -160 0 -164 6 -158C12 -148 4 -142 -9 -130Z",
            Palette.Red,
            3
        );
        s.Line("M-36 -96L20 -96M-36 -86L20 -86", Palette.Ink, 3);
        if (IsRusty)
        {
            s.Oval(46, -104, 13, 10, Palette.Rust, 0);
            s.Oval(30, -182, 10, 7, Palette.Rust, 0);
            s.Oval(-52, -84, 11, 8, Palette.Rust, 0);
        }

        s.Box(-22, -212, 44, 18, Palette.TealShade, 4, 4);
    }

    private void Head(Sketch s)
    {
        s.Line("M0 -318L0 -346", Palette.Ink, 6);
        s.Oval(0, -354, 12, 12, Mood == Mood.Scared ? Palette.Lamp : Palette.Red, 4);
        foreach (var x in (ReadOnlySpan<int>)[-96, 78])
        {
            s.Box(x, -278, 18, 40, Palette.Cream, 6, 4);
        }

        s.Box(-82, -318, 164, 112, Palette.Teal, 34, 0);
        s.Shape("M50 -318Q82 -316 82 -284L82 -240Q82 -206 48 -206L0 -206Q64 -224 50 -318Z", Palette.TealShade, 0);
        s.Box(-82, -318, 164, 112, SKColors.Transparent, 34, 5);
        s.Box(-64, -300, 128, 76, new SKColor(0xFF24304A), 26, 4);
        s.Line("M-52 -286Q-46 -294 -34 -294", new SKColor(0x90FFFFFF), 4);
        Face(s);
        if (IsRusty)
        {
            s.Oval(-66, -218, 12, 7, Palette.Rust, 0);
            s.Oval(60, -308, 12, 7, Palette.Rust, 0);
        }
    }

    private void Face(Sketch s)
    {
        var (dx, dy) = (Look.X * 9, Look.Y * 6);
        var light = new SKColor(0xFFBDF5E4);
        if (Mood == Mood.Happy)
        {
            s.Line(
                $"M{-42 + dx} {-262 + dy}Q{-28 + dx} {-282 + dy} {-14 + dx} {-262 + dy}M{14 + dx} {-262 + dy}Q{28 + dx} {-282 + dy} {42 + dx} {-262 + dy}",
                light,
                7
            );
            s.Line($"M{-16 + dx} {-246 + dy}Q{dx} {-230 + dy} {16 + dx} {-246 + dy}", light, 6);
            return;
        }

        var ry = Mood == Mood.Scared ? 17 : 13;
        s.Oval(-28 + dx, -268 + dy, 13, ry, light, 0);
        s.Oval(28 + dx, -268 + dy, 13, ry, light, 0);
        s.Oval(-28 + (dx * 1.5f), -268 + (dy * 1.5f), 5, 6, Palette.Ink, 0);
        s.Oval(28 + (dx * 1.5f), -268 + (dy * 1.5f), 5, 6, Palette.Ink, 0);
        s.Line(
            Mood switch
            {
                Mood.Sad => $"M{-14 + dx} {-236 + dy}Q{dx} {-248 + dy} {14 + dx} {-236 + dy}M-46 -284L-22 -292M46 -284L22 -292",
                Mood.Scared => $"M{-16 + dx} {-238 + dy}L{-8 + dx} {-243 + dy}L{dx} {-237 + dy}L{8 + dx} {-243 + dy}L{16 + dx} {-238 + dy}",
                _ => $"M{-14 + dx} {-241 + dy}Q{dx} {-234 + dy} {14 + dx} {-241 + dy}",
            },
            light,
            5
        );
    }

    private static void Arm(Sketch s, float shoulder, SKPoint hand, int side)
    {
        var (elbowX, elbowY) = (((shoulder + hand.X) / 2) + (side * 26), ((-176 + hand.Y) / 2) + 16);
        s.Hose($"M{shoulder} -176Q{elbowX} {elbowY} {hand.X} {hand.Y}", Palette.TealShade, 18);
        s.Oval(shoulder, -176, 15, 15, Palette.Cream, 4);
        s.Oval(hand.X, hand.Y, 17, 17, Palette.Cream, 4);
        s.Line(
            $"M{hand.X - 5} {hand.Y + 1}L{hand.X - 5} {hand.Y + 12}M{hand.X + 4} {hand.Y + 1}L{hand.X + 4} {hand.Y + 12}",
            Palette.Ink,
            3
        );
    }
}
