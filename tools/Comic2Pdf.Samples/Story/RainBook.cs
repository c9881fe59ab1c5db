using Comic2Pdf.Samples.Drawing;

namespace Comic2Pdf.Samples.Story;

/// <summary>The book of the sample: Gaston, who speaks French, and Mildred, who speaks English.</summary>
public static class RainBook
{
    /// <summary>Makes the book.</summary>
    public static Comic Create() =>
        new(
            "le-robot-et-la-pluie",
            "Le robot et la pluie",
            [CoverPage.Create(), MeetingPage.Create(), StreetPage.Create(), RoofPage.Create(), StormPage.Create(), HarbourPage.Create()]
        )
        {
            Series = "Gaston & Mildred",
            Writer = "The Comic2Pdf authors",
            Summary =
                "Il pleut sur Port-Anjou depuis neuf jours. Gaston le robot rouille ; Mildred the cat missed her boat. Une histoire en deux langues.",
            Bookmarks = new Dictionary<int, string>
            {
                [0] = "Couverture",
                [1] = "La rencontre",
                [3] = "Sur le toit",
                [5] = "Le dixième jour",
            },
        };
}
