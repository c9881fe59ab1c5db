namespace Comic2Pdf.Processing.Images;

/// <summary>
/// How stored pixels are turned for showing; the values are those of the EXIF tag 0x0112 (CIPA DC-008, 4.6.5.1.6). The names say where
/// the first stored row and column appear.
/// </summary>
public enum Orientation
{
    /// <summary>As stored.</summary>
    TopLeft = 1,

    /// <summary>Mirrored left to right.</summary>
    TopRight = 2,

    /// <summary>Turned by 180 degrees.</summary>
    BottomRight = 3,

    /// <summary>Mirrored top to bottom.</summary>
    BottomLeft = 4,

    /// <summary>Mirrored along the falling diagonal.</summary>
    LeftTop = 5,

    /// <summary>Turned clockwise by 90 degrees.</summary>
    RightTop = 6,

    /// <summary>Mirrored along the rising diagonal.</summary>
    RightBottom = 7,

    /// <summary>Turned counter-clockwise by 90 degrees.</summary>
    LeftBottom = 8,
}

/// <summary>What follows from an <see cref="Orientation"/>.</summary>
public static class OrientationExtensions
{
    /// <summary>Whether width and height change places.</summary>
    public static bool SwapsAxes(this Orientation orientation) => orientation >= Orientation.LeftTop;

    /// <summary>The picture as shown, turned clockwise.</summary>
    public static Orientation Turn(this Orientation orientation, int quarterTurns)
    {
        for (; quarterTurns > 0; quarterTurns--)
        {
            orientation = orientation switch
            {
                Orientation.TopLeft => Orientation.RightTop,
                Orientation.RightTop => Orientation.BottomRight,
                Orientation.BottomRight => Orientation.LeftBottom,
                Orientation.LeftBottom => Orientation.TopLeft,
                Orientation.TopRight => Orientation.RightBottom,
                Orientation.RightBottom => Orientation.BottomLeft,
                Orientation.BottomLeft => Orientation.LeftTop,
                _ => Orientation.TopRight,
            };
        }

        return orientation;
    }
}
