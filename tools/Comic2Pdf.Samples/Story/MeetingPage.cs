using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>Page 2: the ninth day of rain; a box in the street is not empty.</summary>
internal static class MeetingPage
{
    private static readonly SKRect Town = SKRect.Create(50, 50, 1140, 456);
    private static readonly SKRect Room = SKRect.Create(50, 530, 520, 564);
    private static readonly SKRect Alley = SKRect.Create(594, 530, 596, 564);
    private static readonly SKRect Umbrella = SKRect.Create(50, 1118, 1140, 586);

    public static Page Create() =>
        new(
            [new Panel(Town, TownScene), new Panel(Room, RoomScene), new Panel(Alley, AlleyScene), new Panel(Umbrella, UmbrellaScene)],
            [
                new Caption(74, 74, "PORT-ANJOU, EN NOVEMBRE.\nIL PLEUT DEPUIS\nNEUF JOURS."),
                new Balloon(940, 135, "ENCORE LA PLUIE…\nTOUJOURS LA PLUIE !", 785, 330),
                new Balloon(310, 632, "MES GENOUX\nGRINCENT DÉJÀ.\nÇA VA ROUILLER !", 262, 764),
                new Balloon(930, 730, "HÉ ! QUI EST LÀ ?", 776, 806),
                new Balloon(1000, 842, "NOBODY.\nJUST A BOX.", 970, 934),
                new Balloon(325, 1236, "UN CHAT !\nET IL PARLE ANGLAIS ?", 380, 1362),
                new Balloon(940, 1259, "SHE, PLEASE.\nNICE UMBRELLA,\nTIN MAN.", 780, 1490),
            ]
        );

    private static void TownScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF9DA8BF), new SKColor(0xFFB2BED3), new SKColor(0xFFB59FA8));
        Weather.Cloud(s, 560, 130, 1.5f, new SKColor(0xFFA7B2C9));
        Weather.Cloud(s, 1080, 110, 1.3f, new SKColor(0xFFA7B2C9));
        City.Row(s, area, 500, 330, new SKColor(0xFFABB7CE), 21, 0.3f);
        City.Row(s, area, 520, 190, new SKColor(0xFFA1ACC4), 8, 0.4f);
        // His house, with him at the window.
        s.Shape("M600 470L600 300L720 214L840 300L840 470Z", new SKColor(0xFFB5654F), 5);
        s.Shape("M572 316L720 206L868 316L868 286L720 176L572 286Z", new SKColor(0xFF5A3446), 5);
        s.Box(664, 300, 112, 112, Palette.Lamp, 0, 6);
        new Robot { Mood = Mood.Sad, Look = new SKPoint(-0.5f, 0) }.Draw(s, 720, 508, 0.52f);
        s.Shape("M560 412L880 412L880 480L560 480Z", new SKColor(0xFFB5654F), 0);
        s.Box(600, 412, 240, 68, new SKColor(0xFFB5654F), 0, 5);
        s.Box(652, 406, 136, 16, Palette.Cream, 3, 4);
        City.Street(s, area, 474, new SKColor(0xFF9CA6BC), new SKColor(0xFFBCC6D9), 2);
        City.Lamp(s, 340, 500, 210);
        Weather.Rain(s, area, 100, 4, 480);
    }

    private static void RoomScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFFD9905A), new SKColor(0xFFB4633F));
        s.Box(370, 760, 170, 210, new SKColor(0xFF4C628F), 0, 8);
        Weather.Rain(s, new SKRect(376, 766, 534, 940), 26, 9);
        s.Line("M455 760L455 970M370 862L540 862", Palette.Ink, 7);
        s.Box(362, 966, 186, 18, Palette.Cream, 4, 5);
        s.Box(area.Left, 1040, area.Width, 60, new SKColor(0xFF6E3A33), 0, 5);
        new Robot
        {
            Mood = Mood.Sad,
            Look = new SKPoint(0.2f, 0.6f),
            IsRusty = true,
            LeftHand = new SKPoint(-84, -66),
            RightHand = new SKPoint(84, -66),
        }.Draw(s, 215, 1076, 0.9f);
    }

    private static void AlleyScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF939BB2), new SKColor(0xFFA2ADC9));
        for (var row = 0; row < 10; row++)
        {
            for (var x = area.Left - (row % 2 * 45); x < area.Right; x += 90)
            {
                s.Box(x + 3, area.Top + (row * 46) + 3, 84, 40, new SKColor(0xFF9BA5C2), 3, 0);
            }
        }

        // A drainpipe and washing left out.
        s.Hose("M1150 500L1150 984", new SKColor(0xFF8592B2), 18);
        s.Line("M594 566Q870 640 1150 560", Palette.Ink, 3);
        s.Shape("M742 596L806 606L800 668L736 658Z", Palette.Cream, 4);
        s.Shape("M850 610L914 610L920 676L846 676Z", Palette.Red, 4);
        s.Shape("M962 606L1030 594L1040 654L970 668Z", Palette.Teal, 4);
        City.Street(s, area, 984, new SKColor(0xFF9098AC), new SKColor(0xFFA8B3CF), 6);
        new Robot
        {
            Mood = Mood.Scared,
            Look = new SKPoint(0.9f, 0.5f),
            RightHand = new SKPoint(110, -170),
        }.Draw(s, 680, 1056, 0.8f);
        s.Shape("M882 1074L868 960L1092 960L1078 1074Z", new SKColor(0xFFB98A5A), 5);
        s.Shape("M868 960L1092 960L1130 930L906 936Z", new SKColor(0xFF6D4C36), 5);
        s.Oval(962, 944, 15, 12, new SKColor(0xFFF6F2B0), 3);
        s.Oval(1010, 944, 15, 12, new SKColor(0xFFF6F2B0), 3);
        s.Oval(959, 944, 4, 9, Palette.Ink, 0);
        s.Oval(1007, 944, 4, 9, Palette.Ink, 0);
        s.Shape("M882 1074L868 960L1092 960L1078 1074Z", new SKColor(0xFFB98A5A), 5);
        s.Line("M930 1000L1030 1000M930 1020L1010 1020", new SKColor(0xFF8F6337), 6);
        Weather.Rain(s, area, 50, 15, 990);
    }

    private static void UmbrellaScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF9098B0), new SKColor(0xFFA3ADCC), new SKColor(0xFFC0C1D8));
        City.Row(s, area, 1600, 300, new SKColor(0xFF9AA4C2), 33, 0.5f);
        City.Street(s, area, 1588, new SKColor(0xFF929AB0), new SKColor(0xFFADB8D4), 12);
        City.Lamp(s, 1090, 1640, 230);
        Weather.Rain(s, area, 100, 16, 1600);
        Weather.Umbrella(s, 612, 1528, 0.9f, 6);
        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(0.6f, 0.4f),
            RightHand = new SKPoint(152, -150),
        }.Draw(s, 430, 1680, 1f);
        new Cat { Look = new SKPoint(-0.7f, -0.5f) }.Draw(s, 730, 1682, 1.12f);
    }
}
