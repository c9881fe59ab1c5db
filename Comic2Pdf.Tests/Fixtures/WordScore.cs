using System.Text;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>How well words were read: words of two letters and more, case ignored, accents kept, counted page by page.</summary>
internal sealed partial record WordScore(double Recall, double Precision)
{
    public double F1 => Recall + Precision == 0 ? 0 : 2 * Recall * Precision / (Recall + Precision);

    public static WordScore Of(IReadOnlyList<string> readPages, IReadOnlyList<string> truePages)
    {
        int hits = 0,
            read = 0,
            there = 0;
        for (var i = 0; i < truePages.Count; i++)
        {
            var found = Words(i < readPages.Count ? readPages[i] : string.Empty);
            var truth = Words(truePages[i]);
            hits += truth.Sum(w => Math.Min(w.Value, found.GetValueOrDefault(w.Key)));
            read += found.Values.Sum();
            there += truth.Values.Sum();
        }

        return new WordScore((double)hits / there, read == 0 ? 0 : (double)hits / read);
    }

    private static Dictionary<string, int> Words(string text) =>
        Word()
            .Matches(text.Normalize(NormalizationForm.FormC).ToLowerInvariant())
            .Select(m => m.Value)
            .Where(w => w.Length >= 2)
            .CountBy(w => w, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
