namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Extent, moments and weight of one connected component.</summary>
internal sealed class Component
{
    private double _sumX;
    private double _sumY;
    private double _sumXx;
    private double _sumYy;
    private double _sumXy;

    /// <summary>Leftmost column.</summary>
    public int Left { get; private set; } = int.MaxValue;

    /// <summary>Topmost row.</summary>
    public int Top { get; private set; } = int.MaxValue;

    /// <summary>Rightmost column, inside.</summary>
    public int Right { get; private set; } = -1;

    /// <summary>Lowest row, inside.</summary>
    public int Bottom { get; private set; } = -1;

    /// <summary>Pixels.</summary>
    public int Area { get; private set; }

    /// <summary>Sum of the pixels' values.</summary>
    public double Weight { get; private set; }

    /// <summary>Columns.</summary>
    public int Width => Right - Left + 1;

    /// <summary>Rows.</summary>
    public int Height => Bottom - Top + 1;

    /// <summary>Centre of mass.</summary>
    public (double X, double Y) Center => (_sumX / Area, _sumY / Area);

    /// <summary>Takes in a pixel.</summary>
    public void Add(int x, int y, float weight)
    {
        Left = Math.Min(Left, x);
        Right = Math.Max(Right, x);
        Top = Math.Min(Top, y);
        Bottom = Math.Max(Bottom, y);
        Area++;
        Weight += weight;
        _sumX += x;
        _sumY += y;
        _sumXx += (double)x * x;
        _sumYy += (double)y * y;
        _sumXy += (double)x * y;
    }

    /// <summary>
    /// The upright ellipse of the same second moments (Hu, "Visual pattern recognition by moment invariants", 1962), said as a rectangle:
    /// length and thickness of a bar with these moments, and the angle of its long side.
    /// </summary>
    public (double Length, double Thickness, double Angle) Bar()
    {
        var (cx, cy) = Center;
        var xx = (_sumXx / Area) - (cx * cx);
        var yy = (_sumYy / Area) - (cy * cy);
        var xy = (_sumXy / Area) - (cx * cy);
        var mean = (xx + yy) / 2;
        var spread = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        // The variance of a bar of length l is l²/12, and 1/12 for a single pixel.
        return (Math.Sqrt((12 * (mean + spread)) + 1), Math.Sqrt(Math.Max(0, 12 * (mean - spread)) + 1), 0.5 * Math.Atan2(2 * xy, xx - yy));
    }
}
