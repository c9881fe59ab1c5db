using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>Page 5: the storm; he rusts fast, she runs.</summary>
internal static class StormPage
{
    private static readonly SKRect Storm = SKRect.Create(50, 50, 1140, 540);
    private static readonly SKRect Stuck = SKRect.Create(50, 614, 558, 540);
    private static readonly SKRect Run = SKRect.Create(632, 614, 558, 540);
    private static readonly SKRect Oil = SKRect.Create(50, 1178, 1140, 526);

    public static Page Create() =>
        new(
            [new Panel(Storm, StormScene), new Panel(Stuck, StuckScene), new Panel(Run, RunScene), new Panel(Oil, OilScene)],
            [
                new Label(300, 170, "CRAC !", 76)
                {
                    Letters = Palette.Lamp,
                    Outline = new SKColor(0xFF1D1D40),
                    Weight = 0.17f,
                },
                new Balloon(905, 150, "L’ORAGE ! VITE,\nÀ L’ABRI !", 805, 318) { Weight = 0.17f },
                new Balloon(330, 716, "JE NE PEUX PLUS\nBOUGER. MON HUILE\nEST FINIE…", 352, 850),
                new Caption(656, 1050, "SHE RAN ALL THE WAY TO\nTHE HARBOUR AND BACK.") { Size = 24 },
                new Balloon(1020, 816, "HOLD ON,\nTIN MAN!", 862, 932),
                new Balloon(320, 1304, "OPEN WIDE!\nIT IS THE BEST\nOIL IN TOWN.", 390, 1462),
                new Balloon(900, 1280, "MERCI, MILDRED.\nJE PEUX BOUGER !", 800, 1392),
            ]
        );

    private static void StormScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF12162F), new SKColor(0xFF3B3768), new SKColor(0xFF6E5480));
        Weather.Cloud(s, 250, 96, 1.9f, new SKColor(0xFF2A2B52));
        Weather.Cloud(s, 720, 76, 1.8f, new SKColor(0xFF2A2B52));
        Weather.Cloud(s, 1120, 110, 1.7f, new SKColor(0xFF2A2B52));
        Weather.Lightning(s, 610, 270, 0.95f);
        City.Row(s, area, 540, 240, new SKColor(0xFF27264F), 81, 0.3f);
        City.Street(s, area, 500, new SKColor(0xFF191B38), new SKColor(0xFF5B5787), 82);
        new Robot
        {
            Mood = Mood.Scared,
            Look = new SKPoint(-0.8f, -0.4f),
            LeftHand = new SKPoint(-118, -250),
            RightHand = new SKPoint(118, -250),
        }.Draw(s, 770, 572, 0.78f);
        new Cat { Mood = Mood.Scared, Look = new SKPoint(-0.5f, -0.4f) }.Draw(s, 950, 572, 0.86f);
        Weather.Rain(s, area, 140, 83, 510);
    }

    private static void StuckScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF9FB0C7), new SKColor(0xFFB8C7D8));
        City.Street(s, area, 1060, new SKColor(0xFF9AA7BC), new SKColor(0xFFC0CEDD), 84);
        new Robot
        {
            Mood = Mood.Sad,
            Look = new SKPoint(0.1f, 0.5f),
            IsRusty = true,
            LeftHand = new SKPoint(-120, -150),
            RightHand = new SKPoint(116, -120),
        }.Draw(s, 300, 1130, 0.84f, -5);
        Weather.Rain(s, area, 70, 85, 1070);
    }

    private static void RunScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF939BB4), new SKColor(0xFFABB2D0));
        City.Row(s, area, 1010, 220, new SKColor(0xFF99A2BF), 86, 0.45f);
        City.Street(s, area, 990, new SKColor(0xFF9098AD), new SKColor(0xFFB1B8D4), 87);
        foreach (var y in (ReadOnlySpan<int>)[900, 940, 980, 1020])
        {
            s.Line($"M960 {y}L{1090 + (y % 3 * 20)} {y}", new SKColor(0xB0FFFFFF), 5);
        }

        new Cat
        {
            Mood = Mood.Calm,
            Look = new SKPoint(-0.8f, 0),
            HasOil = true,
        }.Draw(s, 760, 1040, 1.1f);
        Weather.Rain(s, area, 70, 88, 1000);
    }

    private static void OilScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF9CA4BD), new SKColor(0xFFBEBDD2), new SKColor(0xFFD2A188));
        City.Row(s, area, 1640, 240, new SKColor(0xFFA8AFC9), 91, 0.3f);
        City.Street(s, area, 1620, new SKColor(0xFF9DA2B8), new SKColor(0xFFCAC6D3), 92);
        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(-0.7f, 0.2f),
            IsRusty = true,
            LeftHand = new SKPoint(-128, -60),
            RightHand = new SKPoint(110, -110),
        }.Draw(s, 760, 1686, 0.86f);
        s.Shape("M300 1690L300 1640L510 1640L510 1690Z", new SKColor(0xFF7A5236), 5);
        new Cat
        {
            Mood = Mood.Calm,
            Look = new SKPoint(-0.8f, -0.1f),
            HasOil = true,
        }.Draw(s, 405, 1640, 1f, mirror: true);
        Weather.Rain(s, area, 34, 93, 1630);
    }
}
