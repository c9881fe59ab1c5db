namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>What is said on generated pages; '|' ends a line. Written for this, taken from no comic.</summary>
internal static class Speech
{
    public static readonly string[] French =
    [
        "Où étais-tu passé|pendant la tempête ?",
        "Je réparais la voile|du vieux bateau,|près du phare.",
        "Déjà midi ! Le marché|ferme à une heure,|dépêche-toi.",
        "Ce n'est pas une|catas-|trophe, seulement|un contre-|temps.",
        "Voilà l'épicier, là-bas,|à côté de l'église.",
        "Plus tard, au château...",
        "Le jardinier jure|qu'il n'a rien vu|cette nuit-là.",
        "Tu crois vraiment|que la rivière|monte encore ?",
        "Mon frère a caché|la clé sous le|troisième pavé.",
    ];

    public static readonly string[] English =
    [
        "The lantern went out|before we reached|the northern gate.",
        "Nobody listens to|the clockmaker until|the bells stop.",
        "Three days earlier,|somewhere in the|mountains.",
        "Is that your idea|of a quiet after-|noon in the garden?",
        "We should have|taken the other|train, captain.",
        "My grandmother keeps|the old maps behind|the piano.",
        "Listen: somebody is|walking on the|frozen lake.",
        "You promised to|bring the ladder|before breakfast.",
        "There is only one|bridge, and it is|not safe.",
    ];

    public static readonly string[] Capitals =
    [
        "À L'AIDE ! LE PHARE|S'EST ÉTEINT !",
        "ÉCOUTE-MOI BIEN,|ÇA NE PEUT PAS|DURER.",
        "OÙ ÊTES-VOUS ALLÉS|CET ÉTÉ ?",
        "ARRÊTEZ ! CETTE|MACHINE N'EST PAS|ENCORE PRÊTE !",
        "ÊTRE PRÉVENU À|L'AVANCE, C'EST|DÉJÀ GAGNÉ.",
        "LE CHÂTEAU EST PRÈS|DE LA FORÊT BRÛLÉE.",
        "MÊME LES ÉLÈVES|ÂGÉS S'Y PERDENT.",
        "LÀ-BAS, À CÔTÉ DE|L'ÎLE, UN NAUFRAGÉ !",
    ];

    public static readonly string[] Sounds = ["BOUM", "CRAC", "SPLASH", "VLAN", "ZOOM", "KLONK", "WHAM", "TOC TOC", "DRRRING", "PLOUF"];

    /// <summary>The text as it reads: "catas-|trophe" is one word, "là-bas" is written as it is.</summary>
    public static string Whole(string speech) => speech.Replace("-|", string.Empty, StringComparison.Ordinal).Replace('|', '\n');
}
