using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>The cover: both under one umbrella, before the moon.</summary>
internal static class CoverPage
{
    private static readonly SKColor Sky = new(0xFF10153A);

    public static Page Create() =>
        new(
            [new Panel(SKRect.Create(Page.Width, Page.Height), Scene) { Line = 0 }],
            [
                new Label(620, 190, "LE ROBOT", 118) { Letters = Palette.Lamp, Weight = 0.18f },
                new Label(620, 388, "ET LA PLUIE", 92) { Letters = Palette.White, Weight = 0.17f },
                new Label(620, 1648, "UNE HISTOIRE EN DEUX LANGUES", 28) { Letters = Palette.Lamp },
                new Label(620, 1710, "N° 1 — DESSINÉ PAR UN PROGRAMME, DRAWN BY A PROGRAM", 18) { Letters = Palette.White },
            ]
        )
        {
            Gutter = Palette.Night,
        };

    private static void Scene(Sketch s, SKRect area)
    {
        s.Gradient(area, Sky, new SKColor(0xFF232F6B), new SKColor(0xFF7A6AA0));
        Weather.Moon(s, 620, 850, 330);
        City.Row(s, area, 1400, 500, new SKColor(0xFF36407A), 11, 0.25f);
        City.Row(s, area, 1420, 300, new SKColor(0xFF252C5C), 5, 0.45f);
        City.Street(s, area, 1400, new SKColor(0xFF171B3C), new SKColor(0xFF4A4F86), 3);
        City.Lamp(s, 150, 1470, 520);
        s.Oval(640, 1548, 330, 26, new SKColor(0x70101428), 0);
        Weather.Rain(s, SKRect.Create(0, 480, Page.Width, 1100), 120, 7, 1430);
        s.Box(0, 1604, Page.Width, 150, Sky, 0, 0);
        Weather.Umbrella(s, 770, 1210, 1.9f, 4);
        new Robot
        {
            Mood = Mood.Calm,
            Look = new SKPoint(0.7f, 0.5f),
            RightHand = new SKPoint(112, -190),
            LeftHand = new SKPoint(-112, -84),
        }.Draw(s, 560, 1545, 1.75f);
        new Cat { Mood = Mood.Happy, Look = new SKPoint(-0.6f, -0.4f) }.Draw(s, 850, 1555, 1.45f);
    }
}
