using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>
/// Books with true text and boxes, one for each thing that is hard to read, so that reading is not tuned to a few comics. Lettered with whatever of
/// the fonts is installed; pages alternate between French and English.
/// </summary>
internal static class GeneratedBooks
{
    private const int Pages = 4;
    private const string ChinesePackages = "fonts-wqy-zenhei fonts-arphic-uming fonts-arphic-ukai";

    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc"];
    private static readonly string[] Sound = ["ComicNeue-Bold", "DejaVuSans-Bold", "DejaVuSerif-BoldItalic", "URWBookman-DemiItalic"];
    private static readonly string[] Hand = ["ComicNeue-Light", "Z003-MediumItalic", "ComicNeue-Italic"];
    private static readonly string[] Japanese = ["ipag", "ipagp", "NotoSansCJK-Regular"];
    private static readonly string[] Chinese = ["wqy-zenhei", "uming", "ukai"];
    private static readonly string[] Korean = ["NanumGothic", "NanumMyeongjo", "NanumBarunGothic"];
    private static readonly string[] Usual = ["ComicNeue-Bold", "ComicNeue-Regular", "URWGothic-Book", "C059-Roman", "DejaVuSans"];
    private static readonly SKColor Paper = new(180, 170, 150);
    private static readonly SKColor Night = new(20, 22, 40);

    private static readonly Lettering[] Mixed =
    [
        new(),
        new() { Ground = new SKColor(245, 240, 220), IsRound = false },
        new()
        {
            Ground = new SKColor(25, 25, 35),
            Ink = SKColors.White,
            IsRound = false,
        },
        new() { Ground = new SKColor(250, 235, 170), Ink = new SKColor(190, 30, 40) },
        new() { Angle = 9 },
        new() { Size = 20 },
    ];

    private static readonly Lettering[] Balloons = [new(), new() { Size = 28, IsRound = false }];

    /// <summary>The books; those of which no font is installed have no pages.</summary>
    /// <param name="only">Part of the names of those that are wanted; empty: all.</param>
    public static IReadOnlyList<GeneratedBook> Create(string only)
    {
        Kind[] kinds =
        [
            new("mixed") { Styles = Mixed, Pages = 12 },
            new("thin hand")
            {
                Fonts = Hand,
                Styles = [new() { Unsteady = 3, Ink = new SKColor(60, 55, 60) }, new() { Unsteady = 5, Size = 30 }],
            },
            new("capital accents") { Texts = [Speech.Capitals], Styles = [new() { Size = 30 }, new() { Size = 26 }] },
            new("painted sounds")
            {
                Fonts = Sound,
                Styles = [new() { Size = 30 }],
                Sounds = 5,
            },
            new("night")
            {
                Paper = Night,
                Styles = [new() { Ground = Night, Ink = SKColors.White }, new() { Ground = null, Ink = new SKColor(240, 240, 200) }],
            },
            new("on art") { Styles = [new() { Ground = null, Halo = SKColors.White }, new() { Ground = null }] },
            new("small print") { Styles = [new() { Size = 15 }, new() { Size = 18, Ink = new SKColor(50, 50, 50) }] },
            new("two-tone") { Styles = [new(), new() { Size = 26, IsRound = false }], Finish = PictureFinish.TwoTone },
            new("large pages") { Scale = 2, Styles = [new() { Size = 64 }, new() { Size = 48 }] },
            new("small pages") { Styles = [new() { Size = 36 }], Finish = p => PictureFinish.ToHeight(p, 800) },
            new("gray scans") { Styles = [new(), new() { Size = 28 }], Finish = PictureFinish.Scan },
            new("slanted")
            {
                Styles = [new() { Angle = -6 }, new() { Angle = 12, IsRound = false }, new() { Angle = -14 }, new() { Angle = 4 }],
            },
            new("polarity mixes") { Styles = [new() { Under = "FIN" }, new() { Size = 28, Under = "SUITE" }] },
            new("strips")
            {
                Width = 800,
                Height = 8000,
                Pages = 2,
                Styles = [new() { Size = 30 }, new() { Size = 24, IsRound = false }],
                Columns = 1,
                Rows = 13,
            },
            new("signs")
            {
                Texts = [Speech.Capitals],
                Styles =
                [
                    new()
                    {
                        Size = 44,
                        Angle = 20,
                        Ground = new SKColor(120, 80, 40),
                        Ink = new SKColor(250, 240, 200),
                        IsRound = false,
                    },
                    new()
                    {
                        Size = 24,
                        Angle = -27,
                        Ground = new SKColor(230, 220, 190),
                        Ink = new SKColor(120, 20, 20),
                        IsRound = false,
                    },
                ],
            },
            new("side by side")
            {
                Styles = [new() { Size = 28 }, new() { Size = 24, IsRound = false }],
                Columns = 4,
                Rows = 6,
                Texts = [Speech.French],
                IsClose = true,
            },
            new("German")
            {
                Texts = [Speech.German],
                Styles = Balloons,
                Language = "deu",
            },
            new("Spanish")
            {
                Texts = [Speech.Spanish],
                Styles = Balloons,
                Language = "spa",
            },
            new("Italian")
            {
                Texts = [Speech.Italian],
                Styles = Balloons,
                Language = "ita",
            },
            new("Japanese, lines")
            {
                Texts = [Speech.Japanese],
                Styles = Balloons,
                Fonts = Japanese,
                FontPackages = "fonts-ipafont-gothic",
                Language = "jpn",
            },
            new("Japanese, columns")
            {
                Texts = [Speech.Japanese],
                Styles = [.. Balloons.Select(b => b with { IsVertical = true })],
                Fonts = Japanese,
                FontPackages = "fonts-ipafont-gothic",
                Language = "jpn",
            },
            new("Chinese, lines")
            {
                Texts = [Speech.Chinese],
                Styles = Balloons,
                Fonts = Chinese,
                FontPackages = ChinesePackages,
                Language = "chi_sim",
            },
            new("Chinese, columns")
            {
                Texts = [Speech.Chinese],
                Styles = [.. Balloons.Select(b => b with { IsVertical = true })],
                Fonts = Chinese,
                FontPackages = ChinesePackages,
                Language = "chi_sim",
            },
            new("Korean, lines")
            {
                Texts = [Speech.Korean],
                Styles = Balloons,
                Fonts = Korean,
                FontPackages = "fonts-nanum",
                Language = "kor",
            },
        ];
        return
        [
            .. kinds
                .Where(k => k.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
                .Select(k => new GeneratedBook(k.Name, k.Language, Draw(k)) { NeedsColumns = k.HasColumns, FontPackages = k.FontPackages }),
        ];
    }

    private static IReadOnlyList<TruePage> Draw(Kind kind)
    {
        string[] files = Directory.Exists("/usr/share/fonts")
            ?
            [
                .. Directory
                    .EnumerateFiles("/usr/share/fonts", "*.*", SearchOption.AllDirectories)
                    .Where(f => Extensions.Contains(Path.GetExtension(f)) && kind.Fonts.Contains(Path.GetFileNameWithoutExtension(f)))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
        return files.Length == 0
            ? []
            : (List<TruePage>)[.. Enumerable.Range(0, kind.Pages).Select(i => Draw(kind, i, files[i % files.Length]))];
    }

    private static TruePage Draw(Kind kind, int seed, string font)
    {
        var (width, height) = ((int)(kind.Width * kind.Scale), (int)(kind.Height * kind.Scale));
        using var page = new GeneratedPage(width, height, font, seed, kind.Paper);
        var texts = kind.Texts[seed % kind.Texts.Length];
        var dice = new Random(seed);
        for (var i = 0; i < kind.Sounds; i++)
        {
            // Between the rows of balloons, beside one another: whole on the page, and no balloon over them.
            var gaps = kind.Rows - 1;
            var at = new SKPoint(
                width * ((i / gaps * 0.44f) + 0.26f + (0.04f * dice.NextSingle())),
                height * ((i % gaps) + 1f) / kind.Rows
            );
            page.Sound(
                at,
                Speech.Sounds[(seed + (i * 3)) % Speech.Sounds.Length],
                new Lettering
                {
                    Ground = null,
                    Size = dice.Next(80, 130),
                    Angle = dice.Next(-25, 26),
                    Ink = SKColor.FromHsv(dice.Next(360), 80, 95),
                    Halo = SKColors.Black,
                }
            );
        }

        for (var i = 0; i < kind.Columns * kind.Rows; i++)
        {
            var (text, style) = (texts[((seed * 5) + (i * 7)) % texts.Length], kind.Styles[(i + seed) % kind.Styles.Length]);
            var center = new SKPoint(width * ((i % kind.Columns) + 0.5f) / kind.Columns, height * ((i / kind.Columns) + 0.5f) / kind.Rows);
            if (kind.IsClose && i % 2 == 1)
            {
                // Its outline touches that of the balloon to the left.
                var left = texts[((seed * 5) + ((i - 1) * 7)) % texts.Length];
                var before = page.BalloonWidth(left, kind.Styles[(i - 1 + seed) % kind.Styles.Length]);
                center.X = (width * ((i % kind.Columns) - 0.5f) / kind.Columns) + ((before + page.BalloonWidth(text, style)) / 2) + 1;
            }

            page.Letter(center, text, style);
        }

        return page.Finish($"page{seed + 1:00}.jpg", kind.Finish);
    }

    private sealed record Kind(string Name)
    {
        public int Pages { get; init; } = GeneratedBooks.Pages;

        public string Language { get; init; } = "fra+eng";

        public int Width { get; init; } = 1600;

        public int Height { get; init; } = 2260;

        public float Scale { get; init; } = 1;

        public string[] Fonts { get; init; } = Usual;

        /// <summary>Debian's packages of the fonts.</summary>
        public string FontPackages { get; init; } = "fonts-comic-neue fonts-dejavu fonts-urw-base35";

        public string[][] Texts { get; init; } = [Speech.French, Speech.English];

        public required Lettering[] Styles { get; init; }

        /// <summary>Whether it has lines that run downwards.</summary>
        public bool HasColumns => Styles.Any(s => s.IsVertical);

        public int Sounds { get; init; }

        public int Columns { get; init; } = 2;

        public int Rows { get; init; } = 4;

        /// <summary>Whether every second balloon touches the one to its left.</summary>
        public bool IsClose { get; init; }

        public SKColor Paper { get; init; } = GeneratedBooks.Paper;

        public Func<SKBitmap, SKBitmap>? Finish { get; init; }
    }
}
