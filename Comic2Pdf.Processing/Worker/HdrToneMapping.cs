using System.Buffers.Binary;
using Comic2Pdf.Processing.Ocr;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// Pictures of high dynamic range as screens without it show them: the light that PQ or HLG codes (ITU-R BT.2100), white at 203 candelas per square metre (BT.2408), brighter
/// parts pressed into what is left above, BT.2020 colours turned into sRGB. The curve is the one that Chromium shows: white comes down by one stop, brighter parts follow
/// a parabola up to 1000 candelas.
/// </summary>
internal static class HdrToneMapping
{
    private const int Pq = 16;
    private const int Hlg = 18;
    private const int Bt2020 = 9;

    private const double WhiteNits = 203;
    private const double PeakNits = 1000;
    private const double Peak = PeakNits / WhiteNits;

    // The parabola's three points: white, the one that bends it, the peak.
    private const double WhiteAfter = 0.5;
    private const double MiddleBefore = 1.65;
    private const double MiddleAfter = 0.825;

    /// <summary>What a file says of its light and colours (ISO/IEC 23091-2), in the colour box of its container; null when it is not of high dynamic range.</summary>
    public static (int Primaries, int Transfer)? Of(ReadOnlySpan<byte> avif)
    {
        var at = avif.IndexOf("colrnclx"u8);
        if (at < 0 || at + 14 > avif.Length)
        {
            return null;
        }

        int primaries = BinaryPrimitives.ReadUInt16BigEndian(avif[(at + 8)..]),
            transfer = BinaryPrimitives.ReadUInt16BigEndian(avif[(at + 10)..]);
        return transfer is Pq or Hlg ? (primaries, transfer) : null;
    }

    /// <summary>The picture in sRGB with 8 bits; opacity stays.</summary>
    /// <param name="image">Decoded, RGB with 8 or 16 bits, with or without opacity.</param>
    /// <param name="light">What its values mean.</param>
    public static Image ToSrgb(Image image, (int Primaries, int Transfer) light)
    {
        var max = image.Format == Enums.BandFormat.Ushort ? ushort.MaxValue : byte.MaxValue;
        using var table = Image.NewFromMemoryCopy(Table(light.Transfer, max + 1), max + 1, 1, 1, Enums.BandFormat.Float);
        using var coded = image.ExtractBand(0, 3);
        using var linear = light.Transfer == Hlg ? coded.Maplut(table).Then(ToDisplay) : coded.Maplut(table);
        using var pressed = Press(linear);
        using var own = light.Primaries == Bt2020 ? pressed.Recomb(Matrix()) : pressed.Copy();
        using var srgb = Encode(own).Then(i => i.Copy(interpretation: Enums.Interpretation.Srgb));
        if (!image.HasAlpha())
        {
            return srgb.Copy();
        }

        using var alpha = (image.ExtractBand(image.Bands - 1) * (255.0 / max)).Then(i => i.Cast(Enums.BandFormat.Uchar));
        return srgb.Bandjoin(alpha);
    }

    /// <summary>For each code value light relative to white; of HLG that of the scene.</summary>
    private static float[] Table(int transfer, int size) =>
        [
            .. Enumerable
                .Range(0, size)
                .Select(i => (float)(transfer == Pq ? FromPq(i / (size - 1.0)) / WhiteNits : FromHlg(i / (size - 1.0)))),
        ];

    // SMPTE ST 2084, the constants in its own names.
    private static double FromPq(double e)
    {
        const double M1 = 2610.0 / 16384,
            M2 = 2523.0 / 32,
            C1 = 3424.0 / 4096,
            C2 = 2413.0 / 128,
            C3 = 2392.0 / 128;
        var p = Math.Pow(e, 1 / M2);
        return 10_000 * Math.Pow(Math.Max(0, p - C1) / (C2 - (C3 * p)), 1 / M1);
    }

    // ARIB STD-B67, the constants in its own names.
    private static double FromHlg(double e)
    {
        const double A = 0.17883277,
            B = 0.28466892,
            C = 0.55991073;
        return e <= 0.5 ? e * e / 3 : (Math.Exp((e - C) / A) + B) / 12;
    }

    /// <summary>The scene on a screen with the peak: its luminance gets a gamma of 1.2 (BT.2100, table 5).</summary>
    private static Image ToDisplay(Image scene)
    {
        using var luminance = Luminance(scene);
        using var gain = luminance.Math2Const(Enums.OperationMath2.Pow, [0.2]).Then(i => i.Linear([Peak], [0.0]));
        return scene * gain;
    }

    private static Image Luminance(Image linear) =>
        linear.Recomb(
            Image.NewFromArray(
                new double[,]
                {
                    { 0.2627, 0.678, 0.0593 },
                }
            )
        );

    /// <summary>All three components by one factor, so that hues stay; it depends on the brightest of them and on luminance alike.</summary>
    private static Image Press(Image linear)
    {
        using var luminance = Luminance(linear);
        using var first = linear.ExtractBand(0);
        using var second = linear.ExtractBand(1).Then(i => i.Maxpair(first));
        using var brightest = linear.ExtractBand(2).Then(i => i.Maxpair(second));
        using var level = (brightest + luminance).Then(i => i.Linear([0.5], [0.0]));

        // Where on the parabola the level lies, from 0 at white to 1 at the peak; the root of x(t) = level.
        const double Curve = 1 - (2 * MiddleBefore) + Peak,
            Slope = 2 * (MiddleBefore - 1);
        using var along = level
            .Clamp(min: 1.0, max: Peak)
            .Then(i => i.Linear([4 * Curve], [(Slope * Slope) - (4 * Curve)]))
            .Then(i => i.Math2Const(Enums.OperationMath2.Pow, [0.5]))
            .Then(i => i.Linear([1 / (2 * Curve)], [-Slope / (2 * Curve)]));
        using var bend = along.Linear([WhiteAfter - (2 * MiddleAfter) + 1], [2 * (MiddleAfter - WhiteAfter)]);
        using var after = (along * bend).Then(i => i.Linear([1.0], [WhiteAfter]));
        using var before = level.Clamp(min: 1.0, max: float.MaxValue);
        using var factor = after / before;
        return linear * factor;
    }

    private static Image Encode(Image linear)
    {
        using var bounded = linear.Clamp(min: 0.0, max: 1.0);
        using var low = bounded * (12.92 * 255);
        using var high = bounded.Math2Const(Enums.OperationMath2.Pow, [1 / 2.4]).Then(i => i.Linear([1.055 * 255], [-0.055 * 255]));
        using var isLow = bounded <= 0.0031308;
        return isLow.Ifthenelse(low, high).Then(i => i.Rint()).Then(i => i.Cast(Enums.BandFormat.Uchar));
    }

    private static Image Matrix() =>
        Image.NewFromArray(
            new double[,]
            {
                { 1.6605, -0.5876, -0.0728 },
                { -0.1246, 1.1329, -0.0083 },
                { -0.0182, -0.1006, 1.1187 },
            }
        );
}
