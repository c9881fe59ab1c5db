namespace Comic2Pdf.Processing.Images;

/// <summary>
/// What a JPEG's header says of its colours. It can contradict itself, and then viewers of PDF follow one mark and browsers another; the header is set right
/// where they would.
/// </summary>
internal sealed class JpegColors
{
    private readonly List<int> _adobeAt = [];

    /// <summary>A JFIF header is there: gray or YCbCr (ITU-T T.871).</summary>
    public bool HasJfif { get; set; }

    /// <summary>The components are called R, G and B.</summary>
    public bool HasRgbNames { get; set; }

    /// <summary>Adobe's transform: 0 none, 1 YCbCr, 2 YCCK; null without its marker (Adobe Technical Note 5116).</summary>
    public int? AdobeTransform { get; private set; }

    /// <summary>Three components are RGB, as libjpeg and with it the browsers decide: JFIF before Adobe before names.</summary>
    public bool IsRgb => !HasJfif && (AdobeTransform is { } transform ? transform == 0 : HasRgbNames);

    /// <summary>Notes an Adobe marker; the last one counts.</summary>
    /// <param name="at">Where its transform stands in the file.</param>
    /// <param name="transform">What it says.</param>
    public void AddAdobe(int at, byte transform)
    {
        _adobeAt.Add(at);
        AdobeTransform = transform;
    }

    /// <summary>The file, in parts, with a header that all viewers read alike: nearly always as it is.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Settle(ReadOnlyMemory<byte> file, int components)
    {
        if (components != 3 || IsRgb)
        {
            // RGB without Adobe's marker is said in the PDF, which only counts where there is none.
            return [file];
        }

        const byte YCbCr = 1;
        if (AdobeTransform is null)
        {
            // Names of RGB under a JFIF header: an Adobe marker outweighs names everywhere.
            const int StartOfImage = 2;
            byte[] marker = [JpegMarker.Prefix, JpegMarker.App14, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, YCbCr];
            return HasRgbNames ? [file[..StartOfImage], marker, file[StartOfImage..]] : [file];
        }

        if (AdobeTransform != 0)
        {
            return [file];
        }

        var parts = new List<ReadOnlyMemory<byte>>();
        var from = 0;
        foreach (var at in _adobeAt)
        {
            parts.Add(file[from..at]);
            parts.Add(new[] { YCbCr });
            from = at + 1;
        }

        return [.. parts, file[from..]];
    }
}
