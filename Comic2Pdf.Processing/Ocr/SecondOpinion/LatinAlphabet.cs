namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>The Latin script: what of a network's alphabet is asked for, and which languages are written in it.</summary>
internal static class LatinAlphabet
{
    private const int LastLetter = 0x24F;
    private const string Punctuation = "’‘“”„…–—";

    private static readonly (string Letters, string Base)[] Accented =
    [
        ("àáâãäåāăą", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđ", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōŏő", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
    ];

    // Tesseract's names of languages that are written in other scripts.
    private static readonly string[] Others =
    [
        "amh",
        "ara",
        "asm",
        "bel",
        "ben",
        "bod",
        "bul",
        "chi_sim",
        "chi_tra",
        "chr",
        "div",
        "dzo",
        "ell",
        "equ",
        "fas",
        "grc",
        "guj",
        "heb",
        "hin",
        "hye",
        "iku",
        "jpn",
        "kan",
        "kat",
        "kat_old",
        "kaz",
        "khm",
        "kir",
        "kor",
        "lao",
        "mal",
        "mar",
        "mkd",
        "mon",
        "mya",
        "nep",
        "ori",
        "osd",
        "pan",
        "pus",
        "rus",
        "san",
        "sin",
        "snd",
        "srp",
        "syr",
        "tam",
        "tat",
        "tel",
        "tgk",
        "tha",
        "tir",
        "uig",
        "ukr",
        "urd",
        "yid",
    ];

    /// <summary>Whether a letter, figure or mark is of this script.</summary>
    public static bool Has(string letter) => letter is [var c] && (c <= LastLetter || Punctuation.Contains(c, StringComparison.Ordinal));

    /// <summary>Whether all of a book's languages are written in it.</summary>
    /// <param name="languages">Joined by '+'.</param>
    public static bool Writes(string languages) =>
        languages.Split('+').All(l => !Others.Contains(l, StringComparer.Ordinal) && !l.EndsWith("_vert", StringComparison.Ordinal));

    /// <summary>A word in lower case, without accents and marks: what two readers must agree on.</summary>
    public static string Bare(string word) => string.Concat(word.Where(char.IsLetterOrDigit).Select(c => Base(char.ToLowerInvariant(c))));

    // By a table: the program runs without the data that would take letters apart (InvariantGlobalization).
    private static string Base(char letter) =>
        Array.Find(Accented, a => a.Letters.Contains(letter, StringComparison.Ordinal)).Base ?? letter.ToString();
}
