using Comic2Pdf.Samples.Art;
using Comic2Pdf.Samples.Drawing;
using SkiaSharp;

namespace Comic2Pdf.Samples.Story;

/// <summary>Page 6: the sun, the ship, the end.</summary>
internal static class HarbourPage
{
    private static readonly SKRect Morning = SKRect.Create(50, 50, 1140, 640);
    private static readonly SKRect Invitation = SKRect.Create(50, 714, 1140, 440);
    private static readonly SKRect Away = SKRect.Create(50, 1178, 1140, 480);

    public static Page Create() =>
        new(
            [new Panel(Morning, MorningScene), new Panel(Invitation, InvitationScene), new Panel(Away, AwayScene)],
            [
                new Caption(74, 74, "LE DIXIÈME JOUR, AU PORT."),
                new Balloon(330, 236, "LE SOLEIL, ENFIN !\nQUE C’EST BEAU…", 342, 392),
                new Balloon(880, 190, "AND THERE IS MY SHIP.\nSHALL WE GO?", 625, 496),
                new Balloon(300, 800, "PARTIR ? MOI ?\nET POUR ALLER OÙ ?", 410, 930),
                new Balloon(930, 834, "SOMEWHERE DRY.\nTHEY SPEAK ENGLISH\nTHERE, THOUGH.", 872, 962),
                new Balloon(340, 1262, "« SOMEWHERE DRY »…\nJ’APPRENDS VITE !", 490, 1384),
                new Label(1010, 1380, "FIN\nTHE END", 44) { Outline = Palette.White, Weight = 0.19f },
                new Label(620, 1706, "TEXTE ET DESSINS : COMIC2PDF, LICENCE MIT. NO ROBOT WAS LEFT OUT IN THE RAIN.", 16),
            ]
        );

    private static void MorningScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF6FB7DE), new SKColor(0xFFC9E4E6), new SKColor(0xFFFFE3B0));
        Weather.Sun(s, 690, 340, 76);
        Weather.Cloud(s, 1090, 300, 0.7f, new SKColor(0xFFFFFFFF));
        City.Sea(s, area, 470, new SKColor(0xFF8CC5D6), new SKColor(0xFF2F7F9F), 101);
        City.Ship(s, 980, 510, 0.72f);
        s.Shape("M50 690L50 610L760 610L820 690Z", new SKColor(0xFF8C7B78), 5);
        s.Line("M140 640L240 640M330 664L470 664M560 640L650 640", new SKColor(0xFF6C5C5C), 5);
        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(0.7f, -0.3f),
            LeftHand = new SKPoint(-126, -240),
            RightHand = new SKPoint(126, -240),
        }.Draw(s, 300, 656, 0.78f);
        new Cat { Mood = Mood.Calm, Look = new SKPoint(-0.6f, -0.3f) }.Draw(s, 560, 656, 0.96f);
    }

    private static void InvitationScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFFF5C66E), new SKColor(0xFFF0A45E));
        s.Glow(620, 930, 420, new SKColor(0x90FFF4CC));
        new Robot
        {
            Mood = Mood.Calm,
            Look = new SKPoint(0.8f, 0.2f),
            RightHand = new SKPoint(118, -200),
        }.Draw(s, 490, 1300, 1.06f);
        new Cat { Mood = Mood.Happy, Look = new SKPoint(-0.5f, -0.2f) }.Draw(s, 780, 1222, 1.5f);
    }

    private static void AwayScene(Sketch s, SKRect area)
    {
        s.Gradient(area, new SKColor(0xFF4F8FC4), new SKColor(0xFFF7C58E), new SKColor(0xFFFBE0B0));
        Weather.Sun(s, 230, 1440, 62);
        City.Sea(s, area, 1480, new SKColor(0xFFE9B98A), new SKColor(0xFF3B7B9B), 105);
        City.Ship(s, 700, 1610, 1);
        new Robot
        {
            Mood = Mood.Happy,
            Look = new SKPoint(-0.3f, 0),
            LeftHand = new SKPoint(-126, -250),
        }.Draw(s, 630, 1478, 0.42f);
        new Cat { Mood = Mood.Happy }.Draw(s, 704, 1478, 0.42f);
        City.Fish(s, 1050, 1610, 0.8f);
    }
}
