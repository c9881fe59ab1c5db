namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Groups of things of which some belong together in pairs.</summary>
internal static class Clusters
{
    /// <summary>The groups, as indices; each index is in one.</summary>
    /// <param name="count">How many things.</param>
    /// <param name="belongTogether">Whether two of them do.</param>
    public static IEnumerable<IReadOnlyList<int>> Of(int count, Func<int, int, bool> belongTogether)
    {
        var group = Enumerable.Range(0, count).ToArray();
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (group[i] != group[j] && belongTogether(i, j))
                {
                    var (from, to) = (group[i], group[j]);
                    for (var k = 0; k <= i; k++)
                    {
                        group[k] = group[k] == from ? to : group[k];
                    }
                }
            }
        }

        return Enumerable.Range(0, count).GroupBy(i => group[i]).Select(g => (IReadOnlyList<int>)[.. g]);
    }
}
