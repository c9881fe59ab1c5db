using Comic2Pdf.Processing.Text;
using NetVips;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// Finds lettering without a model: blots of a letter's size that stand in rows on even ground, dark on light or light on dark. Needs nothing
/// that is not built in; misses lettering on art and at an angle.
/// </summary>
public sealed class ClassicalTextDetector : ITextDetector
{
    // Pixels of the longer side that is looked at: small lettering is ten pixels high then, twice what is needed.
    private const int LongSide = 1600;

    // A letter, in pixels of that picture.
    private const int MinHeight = 7;
    private const int MaxHeight = 80;
    private const int ThresholdRadius = 15;
    private const double MaxAspect = 3;
    private const int MinArea = 12;

    // A row: letters of like height beside one another; gaps in heights of the higher letter.
    private const double MaxHeightRatio = 2.5;
    private const double MinSharedHeight = 0.5;
    private const double MaxGap = 0.9;
    private const int MinLetters = 3;

    // Deviation of the ground's gray values: balloons and captions are even, art is not.
    private const double MaxGroundDeviation = 20;

    // Around a row, in heights: accents, dots and what hangs below.
    private const double Margin = 0.3;

    /// <inheritdoc/>
    public bool FindsTurnedLettering => false;

    /// <inheritdoc/>
    public IReadOnlyList<TextRegion> Detect(RgbImage page)
    {
        var scale = Math.Min(1, (double)LongSide / Math.Max(page.Width, page.Height));
        using var view = page.View();
        using var image = view.Resize(scale, Enums.Kernel.Linear).Then(i => i.Colourspace(Enums.Interpretation.Bw));
        var width = image.Width;
        var gray = image.WriteToMemory<byte>();
        var rows = Rows(gray, width);
        for (var i = 0; i < gray.Length; i++)
        {
            gray[i] = (byte)(255 - gray[i]);
        }

        rows.AddRange(Rows(gray, width));
        return [.. rows.Select(r => TextRegion.Level(new Box(r.X / scale, r.Y / scale, r.Width / scale, r.Height / scale)))];
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private static List<Box> Rows(byte[] gray, int width)
    {
        var ink = LocalThreshold.Ink(gray, width, ThresholdRadius);
        var letters = ConnectedComponents.Find(ink, width).Where(IsLetter).OrderBy(c => c.Left).ToArray();
        var row = Enumerable.Range(0, letters.Length).ToArray();
        for (var i = 0; i < letters.Length; i++)
        {
            for (var j = i + 1; j < letters.Length && letters[j].Left - letters[i].Right <= MaxGap * MaxHeight; j++)
            {
                if (AreNeighbours(letters[i], letters[j]))
                {
                    row[Root(row, j)] = Root(row, i);
                }
            }
        }

        return
        [
            .. Enumerable
                .Range(0, letters.Length)
                .GroupBy(i => Root(row, i), i => letters[i])
                .Where(g => g.Count() >= MinLetters)
                .Select(g => Around([.. g]))
                .Where(box => IsEven(box, gray, ink, width))
                .Select(Grow),
        ];
    }

    private static bool IsLetter(Component c) =>
        c.Height >= MinHeight && c.Height <= MaxHeight && c.Width <= MaxAspect * c.Height && c.Area >= MinArea;

    private static bool AreNeighbours(Component a, Component b)
    {
        var (lower, higher) = (Math.Min(a.Height, b.Height), Math.Max(a.Height, b.Height));
        return higher <= MaxHeightRatio * lower
            && b.Left - a.Right <= MaxGap * higher
            && Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top) >= MinSharedHeight * lower;
    }

    private static int Root(int[] row, int i)
    {
        while (row[i] != i)
        {
            row[i] = row[row[i]];
            i = row[i];
        }

        return i;
    }

    private static Box Around(IReadOnlyList<Component> letters)
    {
        var (left, top) = (letters.Min(c => c.Left), letters.Min(c => c.Top));
        return new Box(left, top, letters.Max(c => c.Right) + 1 - left, letters.Max(c => c.Bottom) + 1 - top);
    }

    private static bool IsEven(Box box, byte[] gray, bool[] ink, int width)
    {
        var (count, sum, square) = (0, 0.0, 0.0);
        for (var y = (int)box.Y; y < box.Bottom; y++)
        {
            for (var x = (int)box.X; x < box.Right; x++)
            {
                // Beside ink lie the soft edges of letters: neither ink nor ground.
                var i = (y * width) + x;
                if (!ink[i] && !ink[Math.Max(0, i - 1)] && !ink[Math.Min(ink.Length - 1, i + 1)])
                {
                    count++;
                    sum += gray[i];
                    square += gray[i] * gray[i];
                }
            }
        }

        return count > 0 && Math.Sqrt(Math.Max(0, (square / count) - (sum / count * (sum / count)))) <= MaxGroundDeviation;
    }

    private static Box Grow(Box box)
    {
        var margin = Margin * Math.Min(box.Height, MaxHeight);
        return new Box(box.X - margin, box.Y - margin, box.Width + (2 * margin), box.Height + (2 * margin));
    }
}
