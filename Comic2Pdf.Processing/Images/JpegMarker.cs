namespace Comic2Pdf.Processing.Images;

/// <summary>The second bytes of JPEG's markers (ITU-T T.81, table B.1); the first one is <see cref="Prefix"/>.</summary>
internal static class JpegMarker
{
    /// <summary>The byte before each marker; any number of them are fill bytes.</summary>
    public const byte Prefix = 0xFF;

    /// <summary>TEM, for temporary use in arithmetic coding.</summary>
    public const byte Temporary = 0x01;

    /// <summary>SOF0.</summary>
    public const byte BaselineFrame = 0xC0;

    /// <summary>SOF1: extended sequential, Huffman.</summary>
    public const byte ExtendedFrame = 0xC1;

    /// <summary>SOF2: progressive, Huffman.</summary>
    public const byte ProgressiveFrame = 0xC2;

    /// <summary>DHT.</summary>
    public const byte HuffmanTables = 0xC4;

    /// <summary>JPG, reserved among the frames.</summary>
    public const byte Extension = 0xC8;

    /// <summary>DAC.</summary>
    public const byte ArithmeticConditioning = 0xCC;

    /// <summary>SOF15, the last of the frames.</summary>
    public const byte LastFrame = 0xCF;

    /// <summary>RST0, the first of eight.</summary>
    public const byte FirstRestart = 0xD0;

    /// <summary>How many restart markers follow each other before the first one comes again.</summary>
    public const int Restarts = 8;

    /// <summary>SOI.</summary>
    public const byte StartOfImage = 0xD8;

    /// <summary>EOI.</summary>
    public const byte EndOfImage = 0xD9;

    /// <summary>SOS.</summary>
    public const byte StartOfScan = 0xDA;

    /// <summary>DQT.</summary>
    public const byte QuantizationTables = 0xDB;

    /// <summary>DRI.</summary>
    public const byte RestartInterval = 0xDD;

    /// <summary>DHP, of hierarchical coding.</summary>
    public const byte Hierarchy = 0xDE;

    /// <summary>EXP, of hierarchical coding.</summary>
    public const byte Expansion = 0xDF;

    /// <summary>APP0: JFIF.</summary>
    public const byte App0 = 0xE0;

    /// <summary>APP1: EXIF.</summary>
    public const byte App1 = 0xE1;

    /// <summary>APP2: ICC profiles.</summary>
    public const byte App2 = 0xE2;

    /// <summary>APP14: Adobe.</summary>
    public const byte App14 = 0xEE;

    /// <summary>APP15, the last of them.</summary>
    public const byte App15 = 0xEF;

    /// <summary>COM.</summary>
    public const byte Comment = 0xFE;

    /// <summary>The start of a file, with the prefix of the marker that follows.</summary>
    public static ReadOnlySpan<byte> FileStart => [Prefix, StartOfImage, Prefix];

    /// <summary>The end of a picture.</summary>
    public static ReadOnlySpan<byte> FileEnd => [Prefix, EndOfImage];

    /// <summary>The header of a frame of any coding.</summary>
    public static bool IsFrame(int marker) =>
        marker is >= BaselineFrame and <= LastFrame and not (HuffmanTables or Extension or ArithmeticConditioning);

    /// <summary>A marker without a segment that means nothing where it stands, between segments.</summary>
    public static bool IsStray(int marker) => marker is Temporary or (>= FirstRestart and <= StartOfImage);

    /// <summary>A marker at which decoders give up behind the header: reserved, a second frame, or one of hierarchical coding.</summary>
    public static bool IsFatal(int marker) =>
        marker
            is (> Temporary and < BaselineFrame)
                or (> App15 and < Comment)
                or Hierarchy
                or Expansion
                or (>= BaselineFrame and <= LastFrame and not ArithmeticConditioning);
}
