namespace Comic2Pdf.Benchmarks.Measuring;

/// <summary>The little statistics that benchmarks need.</summary>
internal static class Statistics
{
    /// <summary>The middle value.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
