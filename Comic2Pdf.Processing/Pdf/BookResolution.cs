namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// The one resolution of a book. Files of one book often state different ones, or different ones across and down; pages would then differ in size, or be
/// distorted, though their pictures have the same pixels.
/// </summary>
internal static class BookResolution
{
    /// <summary>Used when no file states a sane resolution.</summary>
    public const double DefaultDpi = 150;

    private const double MinSaneDpi = 50;
    private const double MaxSaneDpi = 1200;

    // What rounding to pixels per centimetre or metre makes of one resolution.
    private const double AlikeRatio = 1.02;

    /// <summary>What most pages state; of several, what is stated first.</summary>
    /// <param name="stated">For each page what its file says, in the order of the book.</param>
    public static double Of(IEnumerable<(double? DpiX, double? DpiY)> stated) =>
        stated.Select(s => Of(s.DpiX, s.DpiY)).OfType<double>().GroupBy(dpi => Math.Round(dpi)).MaxBy(g => g.Count())?.First()
        ?? DefaultDpi;

    private static double? Of(double? across, double? down) =>
        (IsSane(across), IsSane(down)) switch
        {
            (true, true) => Math.Max(across!.Value, down!.Value) / Math.Min(across.Value, down.Value) < AlikeRatio ? across : null,
            (true, false) => across,
            (false, true) => down,
            _ => null,
        };

    private static bool IsSane(double? dpi) => dpi is >= MinSaneDpi and <= MaxSaneDpi;
}
