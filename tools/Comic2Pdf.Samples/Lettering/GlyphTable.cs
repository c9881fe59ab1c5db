namespace Comic2Pdf.Samples.Lettering;

/// <summary>
/// The strokes of our own comic lettering: for each character its width and the middle line of the pen as SVG path data. A capital stands
/// between y = 0 (top) and y = 20 (baseline). Strokes rather than outlines: a glyph is a line of text, and the pen gives it its weight.
/// </summary>
internal static class GlyphTable
{
    /// <summary>Height of a capital in the units of the table.</summary>
    public const float CapHeight = 20;

    /// <summary>The capital I that stands alone: with bars, as in all comic lettering, or it would be read as a lower case L.</summary>
    public const char LoneI = '\u0001';

    /// <summary>The one mark that hangs under its letter.</summary>
    public const char Cedilla = '\u0327';

    private const string O = "M8 0C3 0 0 4.5 0 10C0 15.5 3 20 8 20C13 20 16 15.5 16 10C16 4.5 13 0 8 0Z";
    private const string P = "M0 20L0 0L6.5 0C14.5 0 14.5 11 6.5 11L0 11";
    private const string Dot = "M-.3 19.5L.3 19.5L.3 19.9L-.3 19.9Z";

    /// <summary>The characters.</summary>
    public static IReadOnlyDictionary<char, (float Width, string Strokes)> Glyphs { get; } =
        new Dictionary<char, (float, string)>
        {
            ['A'] = (15.4f, "M0 20L7.7 0L15.4 20M2.7 13.4L12.8 13.4"),
            ['B'] = (12.6f, "M0 0L0 20L6.5 20C14.6 20 14.6 9.4 6.5 9.4L0 9.4M0 0L6 0C13 0 13 9.4 6 9.4"),
            ['C'] = (13.6f, "M13.4 3.4C11.8 1.2 9.8 0 7.6 0C3 0 0 4.4 0 10C0 15.6 3 20 7.6 20C9.9 20 12 18.8 13.6 16.4"),
            ['D'] = (14f, "M0 0L0 20L4.6 20C11 20 14 16 14 10C14 4 11 0 4.6 0Z"),
            ['E'] = (11.2f, "M11 0L0 0L0 20L11.2 20M0 9.6L9.6 9.6"),
            ['F'] = (10.8f, "M10.8 0L0 0L0 20M0 9.8L9.2 9.8"),
            ['G'] = (14.8f, "M13.8 3.4C12.2 1.2 10 0 7.6 0C3 0 0 4.4 0 10C0 15.6 3 20 7.8 20C10.7 20 13.2 18.9 14.8 17.2L14.8 11L9.2 11"),
            ['H'] = (13f, "M0 0L0 20M13 0L13 20M0 9.8L13 9.8"),
            ['I'] = (0f, "M0 0L0 20"),
            [LoneI] = (8.4f, "M0 0L8.4 0M4.2 0L4.2 20M0 20L8.4 20"),
            ['J'] = (9.4f, "M9.4 0L9.4 13.6C9.4 18 7.4 20 4.6 20C2.2 20 .5 18.6 0 16"),
            ['K'] = (13f, "M0 0L0 20M12.4 0L0 11.4M4.5 7.6L13 20"),
            ['L'] = (10.6f, "M0 0L0 20L10.6 20"),
            ['M'] = (17f, "M0 20L1.2 0L8.5 14.4L15.8 0L17 20"),
            ['N'] = (13.4f, "M0 20L0 0L13.4 20L13.4 0"),
            ['O'] = (16f, O),
            ['P'] = (12.4f, P),
            ['Q'] = (16.4f, O + "M10.2 14.6L16.6 21.6"),
            ['R'] = (13f, P + "M6 11L13 20"),
            ['S'] = (
                12.4f,
                "M11.7 3C10.3 1 8.5 0 6.3 0C3 0 .8 1.9 .8 4.7C.8 8.2 3.5 9 6.4 9.7C9.7 10.6 12.4 11.7 12.4 15C12.4 18.2 9.7 20 6.2 20C3.6 20 1.3 18.9 0 16.8"
            ),
            ['T'] = (14f, "M0 0L14 0M7 0L7 20"),
            ['U'] = (13.4f, "M0 0L0 12.4C0 17.4 2.8 20 6.7 20C10.6 20 13.4 17.4 13.4 12.4L13.4 0"),
            ['V'] = (15f, "M0 0L7.5 20L15 0"),
            ['W'] = (21f, "M0 0L4.8 20L10.5 3L16.2 20L21 0"),
            ['X'] = (14f, "M0 0L14 20M14 0L0 20"),
            ['Y'] = (14f, "M0 0L7 10.4L14 0M7 10.4L7 20"),
            ['Z'] = (13.2f, "M.4 0L13 0L0 20L13.2 20"),
            ['Œ'] = (22.4f, "M12 0L8 0C3 0 0 4.5 0 10C0 15.5 3 20 8 20L12 20M22.2 0L12 0L12 20L22.4 20M12 9.6L20.6 9.6"),
            ['Æ'] = (22f, "M0 20L10 0L21.6 0M11 0L11 20L22 20M11 9.6L20 9.6M3.4 13.4L11 13.4"),
            ['0'] = (13f, "M6.5 0C2.4 0 0 4 0 10C0 16 2.4 20 6.5 20C10.6 20 13 16 13 10C13 4 10.6 0 6.5 0Z"),
            ['1'] = (5.4f, "M0 4.2L5.2 0L5.2 20"),
            ['2'] = (12f, "M0 4.6C.8 1.6 3 0 6 0C9.4 0 11.6 2.2 11.6 5.2C11.6 9.6 7 12.4 0 20L12 20"),
            ['3'] = (11.8f, "M.6 2.8C1.8 1 3.6 0 5.8 0C12.6 0 12.6 9.2 5 9.2C13.8 9.2 13.6 20 5.6 20C3 20 1.2 19 0 17"),
            ['4'] = (13.4f, "M10 20L10 0L0 14L13.4 14"),
            ['5'] = (
                11.8f,
                "M11 0L1.6 0L.9 8.6C2.4 7.6 4 7.2 5.6 7.2C9.4 7.2 11.8 9.8 11.8 13.4C11.8 17.4 9.2 20 5.4 20C3 20 1.2 19 0 17.2"
            ),
            ['6'] = (
                12.4f,
                "M10.6 .6C4.4 1.4 0 6.4 0 13.2C0 17.4 2.4 20 6.2 20C9.8 20 12.4 17.4 12.4 13.8C12.4 10.4 10 8 6.6 8C3.4 8 .8 10 .1 13"
            ),
            ['7'] = (12.4f, "M0 0L12.4 0L4.4 20"),
            ['8'] = (12.4f, "M6.2 0C-1 0 -.6 8.4 6.2 9.4C14.2 10.6 14.4 20 6.2 20C-2 20 -1.8 10.6 6.2 9.4C13 8.4 13.4 0 6.2 0Z"),
            ['9'] = (
                12.4f,
                "M1.8 19.4C8 18.6 12.4 13.6 12.4 6.8C12.4 2.6 10 0 6.2 0C2.6 0 0 2.6 0 6.2C0 9.6 2.4 12 5.8 12C9 12 11.6 10 12.3 7"
            ),
            ['.'] = (.6f, Dot),
            [','] = (1.4f, "M1.2 19L.2 23"),
            [':'] = (.6f, Dot + "M-.3 8.6L.3 8.6L.3 9L-.3 9Z"),
            [';'] = (1.4f, "M1.2 19L.2 23M.7 8.6L1.3 8.6L1.3 9L.7 9Z"),
            ['!'] = (.6f, "M0 0L0 13" + Dot),
            ['?'] = (10.4f, "M0 3.6C1 1.2 2.8 0 5.2 0C8.4 0 10.4 2 10.4 4.8C10.4 8.8 5 8.6 5 13.4M4.7 19.5L5.3 19.5L5.3 19.9L4.7 19.9Z"),
            ['\''] = (1.6f, "M1.6 0L.2 5.6"),
            ['’'] = (1.6f, "M1.6 0L.2 5.6"),
            ['"'] = (5.4f, "M.8 0L.2 5M5.4 0L4.8 5"),
            ['-'] = (7f, "M0 11.4L7 11.4"),
            ['–'] = (11f, "M0 11.4L11 11.4"),
            ['—'] = (17f, "M0 11.4L17 11.4"),
            ['·'] = (.6f, "M-.3 10.8L.3 10.8L.3 11.2L-.3 11.2Z"),
            ['…'] = (14.6f, Dot + "M6.7 19.5L7.3 19.5L7.3 19.9L6.7 19.9ZM13.7 19.5L14.3 19.5L14.3 19.9L13.7 19.9Z"),
            ['«'] = (12f, "M5 6L0 11.4L5 16.8M12 6L7 11.4L12 16.8"),
            ['»'] = (12f, "M0 6L5 11.4L0 16.8M7 6L12 11.4L7 16.8"),
            ['('] = (4.4f, "M4.4 -2C-1.4 5 -1.4 15 4.4 22"),
            [')'] = (4.4f, "M0 -2C5.8 5 5.8 15 0 22"),
            ['/'] = (9f, "M9 -1L0 21"),
            ['&'] = (15f, "M15 20L4.6 6.6C2.6 3.8 4 0 7 0C10.2 0 11.2 4 8.4 6.6L4 10C-1.6 14 .2 20 5.6 20C9.8 20 12.8 17 13.6 11.6"),
            ['+'] = (12f, "M6 5.4L6 17.4M0 11.4L12 11.4"),
            ['°'] = (6f, "M3 0C-1 0 -1 6 3 6C7 6 7 0 3 0Z"),
        };

    /// <summary>Marks over or under a capital, drawn about x = 0 as its middle, by the combining character of Unicode.</summary>
    public static IReadOnlyDictionary<char, string> Marks { get; } =
        new Dictionary<char, string>
        {
            ['\u0300'] = "M-3.2 -9.4L2.2 -4.8",
            ['\u0301'] = "M3.2 -9.4L-2.2 -4.8",
            ['\u0302'] = "M-4.8 -4.6L0 -9L4.8 -4.6",
            ['\u0303'] = "M-5 -5.4C-3 -9 -1.4 -7.4 0 -6.4C1.4 -5.4 3 -4.4 5 -7.6",
            ['\u0308'] = "M-3.8 -6.6L-3.2 -6.6L-3.2 -6.2L-3.8 -6.2ZM3.2 -6.6L3.8 -6.6L3.8 -6.2L3.2 -6.2Z",
            [Cedilla] = "M.4 20L-.4 23C3.6 23 3.4 27.4 -2.4 26.8",
        };

    /// <summary>How much nearer two letters stand than their widths say: where both lean away from each other.</summary>
    public static IReadOnlyDictionary<string, float> Kerning { get; } =
        new Dictionary<string, float>
        {
            ["AT"] = 3.4f,
            ["TA"] = 3.4f,
            ["AV"] = 3.6f,
            ["VA"] = 3.6f,
            ["AY"] = 3.6f,
            ["YA"] = 3.6f,
            ["AW"] = 2.4f,
            ["WA"] = 2.4f,
            ["LT"] = 3.4f,
            ["LY"] = 3.6f,
            ["LV"] = 3.2f,
            ["PA"] = 3.2f,
            ["FA"] = 3f,
            ["TO"] = 2.6f,
            ["OT"] = 2f,
            ["RT"] = 1.2f,
            ["OV"] = 1.6f,
            ["VO"] = 1.6f,
            ["OY"] = 1.8f,
            ["YO"] = 1.8f,
            ["TJ"] = 2.4f,
            ["LO"] = 1f,
            ["KO"] = 1f,
            ["L'"] = 1.4f,
            ["A'"] = 1f,
            ["P."] = 4f,
            ["T."] = 4f,
            ["T,"] = 4f,
            ["Y."] = 3f,
            ["F."] = 4f,
            ["V."] = 3f,
        };
}
