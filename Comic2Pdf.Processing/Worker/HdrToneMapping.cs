using System.Buffers.Binary;
using Comic2Pdf.Processing.Ocr;
using NetVips;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// Pictures of high dynamic range as screens without it show them: the light that PQ or HLG codes (ITU-R BT.2100), white at 203 candelas per square metre (BT.2408), brighter
/// parts pressed into what is left above, BT.2020 colours turned into sRGB. The curve is the one that Chromium uses.
/// </summary>
internal static class HdrToneMapping
{
    private const int Pq = 16;
    private const int Hlg = 18;
    private const int Bt2020 = 9;

    private const double WhiteNits = 203;
    private const double PeakNits = 1000;

    /// <summary>What a file says of its light and colours (ISO/IEC 23091-2), in the colour box of its container; null when it is not of high dynamic range.</summary>
    public static (int Primaries, int Transfer)? Of(ReadOnlySpan<byte> avif)
    {
        var at = avif.IndexOf("colrnclx"u8);
        if (at < 0 || at + 14 > avif.Length)
        {
            return null;
        }

        int primaries = BinaryPrimitives.ReadUInt16BigEndian(avif[(at + 8)..]), transfer = BinaryPrimitives.ReadUInt16BigEndian(avif[(at + 10)..]);
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
        using var linear = coded.Maplut(table);
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

    /// <summary>Light relative to white for each code value.</summary>
    private static float[] Table(int transfer, int size) =>
        [.. Enumerable.Range(0, size).Select(i => (float)((transfer == Pq ? FromPq(i / (size - 1.0)) : FromHlg(i / (size - 1.0))) / WhiteNits))];

    // SMPTE ST 2084, the constants in its own names.
    private static double FromPq(double e)
    {
        const double M1 = 2610.0 / 16384, M2 = 2523.0 / 32, C1 = 3424.0 / 4096, C2 = 2413.0 / 128, C3 = 2392.0 / 128;
        var p = Math.Pow(e, 1 / M2);
        return 10_000 * Math.Pow(Math.Max(0, p - C1) / (C2 - (C3 * p)), 1 / M1);
    }

    // ARIB STD-B67, the constants in its own names; the system gamma of a 1000 nit screen taken for each component alone.
    private static double FromHlg(double e)
    {
        const double A = 0.17883277, B = 0.28466892, C = 0.55991073, Gamma = 1.2;
        var scene = e <= 0.5 ? e * e / 3 : (Math.Exp((e - C) / A) + B) / 12;
        return PeakNits * Math.Pow(scene, Gamma);
    }

    /// <summary>Light up to the peak pressed below white, by the brightest component, so that hues stay.</summary>
    private static Image Press(Image linear)
    {
        const double Peak = PeakNits / WhiteNits;
        using var first = linear.ExtractBand(0);
        using var second = linear.ExtractBand(1);
        using var third = linear.ExtractBand(2);
        using var larger = first.Maxpair(second);
        using var brightest = larger.Maxpair(third);
        using var above = brightest.Linear([1 / (Peak * Peak)], [1.0]);
        using var below = brightest.Linear([1.0], [1.0]);
        using var factor = above / below;
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

    private static Image Matrix() => Image.NewFromArray(new double[,]
    {
        { 1.6605, -0.5876, -0.0728 },
        { -0.1246, 1.1329, -0.0083 },
        { -0.0182, -0.1006, 1.1187 },
    });
}
