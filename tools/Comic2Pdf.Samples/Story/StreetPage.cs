using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>Page 3: where she comes from, and dinner.</summary>
internal static class StreetPage
{
    private static readonly SKRect Lamp = SKRect.Create(50, 50, 1140, 560);
    private static readonly SKRect Robot = SKRect.Create(50, 634, 450, 480);
    private static readonly SKRect Shop = SKRect.Create(524, 634, 666, 480);
    private static readonly SKRect Dinner = SKRect.Create(50, 1138, 1140, 566);

    public static Page Create() =>
        new(
            [new Panel(Lamp, LampScene), new Panel(Robot, RobotScene), new Panel(Shop, ShopScene), new Panel(Dinner, DinnerScene)],
            [
                new Balloon(315, 196, "I CAME FROM\nLONDON ON A\nCARGO SHIP. I MISSED\nTHE BOAT HOME.", 420, 362),
                new Balloon(905, 173, "MON CŒUR N’EST\nQU’UNE POMPE, MAIS\nIL SE SERRE.", 846, 322),
                new Balloon(300, 718, "TU AS FAIM,\nPETITE ?", 330, 868),
                new Label(985, 782, "POISSONS", 34) { Letters = Palette.White, Weight = 0.17f },
                new Caption(548, 1044, "LA DERNIÈRE BOUTIQUE OUVERTE.") { Size = 24 },
                new Balloon(390, 1250, "UN HARENG POUR TOI,\nDE L’HUILE POUR MOI.", 352, 1366),
                new Balloon(940, 1273, "BEST DINNER\nEVER! WHERE DO\nYOU SLEEP?", 850, 1462),
            ]
        );

    private static void LampScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF8F97B0), new SKColor(0xFFA4AAC9), new SKColor(0xFFC6C1D5));
        City.Row(s, area, 520, 330, new SKColor(0xFF9AA3C1), 41, 0.3f);
        City.Row(s, area, 530, 180, new SKColor(0xFF959EB9), 44, 0.5f);
        City.Street(s, area, 510, new SKColor(0xFF9098AD), new SKColor(0xFFB1B8D4), 18);
        City.Lamp(s, 600, 560, 400);
        s.Shape("M350 566L350 528L540 528L540 566Z", new SKColor(0xFF7A5236), 5);
        new Cat { Mood = Mood.Sad, Look = new SKPoint(0.5f, 0.2f) }.Draw(s, 440, 528, 0.95f, mirror: false);
        new Robot
        {
            Mood = Mood.Sad,
            Look = new SKPoint(-0.8f, 0.4f),
            RightHand = new SKPoint(30, -140),
            LeftHand = new SKPoint(-104, -80),
        }.Draw(s, 800, 592, 0.82f);
        Weather.Rain(s, area, 90, 17, 520);
    }

    private static void RobotScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFFE7B45A), new SKColor(0xFFD9803F));
        for (var i = 0; i < 16; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.PI / 8);
            s.Line($"M{275 + (cos * 220)} {930 + (sin * 220)}L{275 + (cos * 520)} {930 + (sin * 520)}", new SKColor(0x50FFF2C8), 26);
        }

        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(0.2f, 0.3f),
            LeftHand = new SKPoint(-100, -120),
            RightHand = new SKPoint(112, -214),
        }.Draw(s, 235, 1290, 1.3f);
    }

    private static void ShopScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF9199B2), new SKColor(0xFFAAB1CF));
        City.Row(s, area, 1040, 330, new SKColor(0xFF9AA3C0), 51, 0.3f);
        City.Street(s, area, 1000, new SKColor(0xFF9098AD), new SKColor(0xFFB1B8D4), 19);
        City.Shop(s, 810, 735, 350, 1010);
        s.Glow(985, 890, 260, new SKColor(0x50FFE7A6));
        new Robot { Look = new SKPoint(0.8f, -0.1f), RightHand = new SKPoint(100, -150) }.Draw(s, 628, 1040, 0.62f);
        new Cat { Look = new SKPoint(0.6f, -0.3f) }.Draw(s, 738, 1042, 0.62f);
        Weather.Rain(s, area, 46, 23);
    }

    private static void DinnerScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF969EB8), new SKColor(0xFFB2B5D2));
        City.Row(s, area, 1610, 280, new SKColor(0xFF9EA7C4), 61, 0.5f);
        City.Street(s, area, 1590, new SKColor(0xFF939BB1), new SKColor(0xFFB5BCD8), 25);
        // An awning keeps them dry.
        s.Shape("M50 1570L1190 1570L1190 1604L50 1604Z", new SKColor(0xFFA8B1C4), 5);
        Weather.Rain(s, area, 84, 27, 1604);
        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(0.6f, 0.1f),
            RightHand = new SKPoint(96, -206),
            LeftHand = new SKPoint(-100, -90),
        }.Draw(s, 300, 1670, 0.92f);
        s.At(
            410,
            1466,
            1,
            () =>
            {
                s.Shape("M-26 0L26 0L32 56L-32 56ZM-14 0L6 -44L14 -42L6 0Z", Palette.Red, 4);
                s.Line("M-16 30L16 30", Palette.White, 7);
            }
        );
        new Cat { Mood = Mood.Happy, Look = new SKPoint(-0.3f, 0.2f) }.Draw(s, 800, 1660, 1.12f);
        s.Oval(640, 1652, 90, 18, Palette.White, 4);
        City.Fish(s, 636, 1640, 1.1f);
    }
}
