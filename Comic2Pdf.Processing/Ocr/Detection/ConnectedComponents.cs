namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Labels the connected components (8-neighbourhood) of a bilevel image and sums up each one's pixels; two passes with union-find.</summary>
internal static class ConnectedComponents
{
    /// <summary>The components, in the order of their first pixels.</summary>
    /// <param name="mask">Row by row, true inside.</param>
    /// <param name="width">Columns.</param>
    /// <param name="weight">Value of each pixel, for <see cref="Component.Weight"/>; empty: none.</param>
    public static List<Component> Find(ReadOnlySpan<bool> mask, int width, ReadOnlySpan<float> weight = default)
    {
        var labels = new int[mask.Length];
        var parent = new List<int> { 0 };
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                labels[i] = LabelOf(labels, parent, i, width);
            }
        }

        var components = new List<Component>();
        var index = new int[parent.Count];
        for (var i = 0; i < mask.Length; i++)
        {
            if (labels[i] != 0)
            {
                var root = Root(parent, labels[i]);
                if (index[root] == 0)
                {
                    components.Add(new Component());
                    index[root] = components.Count;
                }

                components[index[root] - 1].Add(i % width, i / width, weight.IsEmpty ? 0 : weight[i]);
            }
        }

        return components;
    }

    private static int LabelOf(int[] labels, List<int> parent, int i, int width)
    {
        var x = i % width;
        var above = i - width;
        var label = x > 0 ? labels[i - 1] : 0;
        if (above >= 0)
        {
            label = Join(parent, label, x > 0 ? labels[above - 1] : 0);
            label = Join(parent, label, labels[above]);
            label = Join(parent, label, x + 1 < width ? labels[above + 1] : 0);
        }

        if (label == 0)
        {
            label = parent.Count;
            parent.Add(label);
        }

        return label;
    }

    private static int Join(List<int> parent, int a, int b)
    {
        if (a == 0 || b == 0 || a == b)
        {
            return Math.Max(a, b);
        }

        a = Root(parent, a);
        b = Root(parent, b);
        parent[Math.Max(a, b)] = Math.Min(a, b);
        return Math.Min(a, b);
    }

    private static int Root(List<int> parent, int label)
    {
        while (parent[label] != label)
        {
            parent[label] = parent[parent[label]];
            label = parent[label];
        }

        return label;
    }
}
