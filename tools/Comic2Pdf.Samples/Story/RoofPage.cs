using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>Page 4: between two showers, on the roof. Flat colours: this is the page stored as PNG.</summary>
internal static class RoofPage
{
    private static readonly SKRect Roof = SKRect.Create(50, 50, 1140, 1010);
    private static readonly SKRect Dream = SKRect.Create(50, 1084, 558, 620);
    private static readonly SKRect Friends = SKRect.Create(632, 1084, 558, 620);
    private static readonly SKColor Sky = new(0xFF202A63);

    public static Page Create() =>
        new(
            [new Panel(Roof, RoofScene), new Panel(Dream, DreamScene), new Panel(Friends, FriendsScene)],
            [
                new Caption(74, 74, "PLUS TARD, SUR LE TOIT DE L’USINE…\nLA PLUIE S’EST ARRÊTÉE.")
                {
                    Paper = new SKColor(0xFF12152B),
                    Letters = Palette.White,
                    Slant = 0.1f,
                },
                new Balloon(960, 300, "WHERE DOES\nTHE RAIN GO\nWHEN IT STOPS?", 800, 668),
                new Balloon(290, 346, "DANS LA MER.\nPUIS ELLE REVIENT,\nCOMME LES AMIS.", 420, 508),
                new Caption(74, 1590, "ELLE RÊVE DE LA TAMISE,\nDES QUAIS ET DES HARENGS.") { Size = 24, Slant = 0.1f },
                new Balloon(930, 1198, "AND YOU? DO ROBOTS\nHAVE DREAMS?", 1085, 1440),
                new Balloon(808, 1350, "UN SEUL :\nVOIR LE SOLEIL.", 832, 1466),
            ]
        )
        {
            Gutter = new SKColor(0xFF12152B),
            IsLossless = true,
        };

    private static void RoofScene(Sketch s, SKRect area)
    {
        s.Box(area.Left, area.Top, area.Width, area.Height, Sky, 0, 0);
        Weather.Stars(s, area, 70, 70);
        s.Oval(630, 560, 330, 330, new SKColor(0xFF2F3C7E), 0);
        s.Oval(630, 560, 280, 280, Palette.Moon, 0);
        var crater = new SKColor(0xFFEFDC9F);
        s.Oval(560, 430, 52, 46, crater, 0);
        s.Oval(690, 400, 30, 26, crater, 0);
        s.Oval(600, 690, 60, 52, crater, 0);
        City.Row(s, area, 1080, 300, new SKColor(0xFF2B3670), 72, 0.35f);
        s.Shape("M50 1064L50 900L1190 826L1190 1064Z", new SKColor(0xFF573A52), 6);
        for (var x = 70; x < 1190; x += 70)
        {
            s.Line($"M{x} {900 - ((x - 50) * 0.065f)}L{x - 36} 1064", new SKColor(0xFF452C43), 5);
        }

        s.Box(1000, 620, 90, 260, new SKColor(0xFF8A4B45), 0, 6);
        s.Box(984, 600, 122, 34, new SKColor(0xFFA65E50), 0, 6);
        new Robot
        {
            Mood = Mood.Calm,
            Look = new SKPoint(0.6f, -0.4f),
            RightHand = new SKPoint(96, -80),
        }.Draw(s, 450, 890, 1.12f);
        new Cat { Look = new SKPoint(-0.4f, -0.6f) }.Draw(s, 770, 868, 1.22f);
    }

    private static void DreamScene(Sketch s, SKRect area)
    {
        s.Box(area.Left, area.Top, area.Width, area.Height, new SKColor(0xFFF2C078), 0, 0);
        s.Oval(330, 1290, 120, 120, new SKColor(0xFFFBE2A4), 0);
        s.Box(area.Left, 1420, area.Width, 290, new SKColor(0xFF4E8FA8), 0, 0);
        City.Ship(s, 340, 1430, 0.9f);
        for (var i = 0; i < 7; i++)
        {
            s.Line($"M{80 + (i * 76)} {1456 + (i % 3 * 34)}q22 -12 44 0", Palette.White, 5);
        }

        City.Fish(s, 170, 1536, 0.8f);
        City.Fish(s, 450, 1548, 0.7f);
    }

    private static void FriendsScene(Sketch s, SKRect area)
    {
        s.Box(area.Left, area.Top, area.Width, area.Height, new SKColor(0xFF34437F), 0, 0);
        Weather.Stars(s, new SKRect(area.Left, area.Top, area.Right, 1500), 26, 74);
        s.Shape("M632 1704L632 1660L1190 1630L1190 1704Z", new SKColor(0xFF573A52), 6);
        new Robot
        {
            Mood = Mood.Sad,
            Look = new SKPoint(0.5f, -0.3f),
            LeftHand = new SKPoint(-80, -70),
            RightHand = new SKPoint(84, -60),
        }.Draw(s, 790, 1752, 0.86f);
        new Cat { Look = new SKPoint(-0.7f, -0.1f) }.Draw(s, 1030, 1660, 1.12f);
    }
}
