namespace Comic2Pdf.Processing.Images;

/// <summary>The few checks an ICC profile must pass before a viewer is made to depend on it (ICC.1:2022, 7.2).</summary>
internal static class IccProfile
{
    private const int HeaderSize = 128;

    /// <summary>The profile when it is sound and made for that many components; else empty: the plain device colours are used.</summary>
    public static ReadOnlyMemory<byte> IfUsable(ReadOnlyMemory<byte> profile, int components)
    {
        var header = profile.Span;
        if (
            header.Length < HeaderSize
            || !header[36..].StartsWith("acsp"u8)
            || System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header) > header.Length
        )
        {
            return default;
        }

        var space = header.Slice(16, 4);
        var fits = components switch
        {
            1 => space.SequenceEqual("GRAY"u8),
            3 => space.SequenceEqual("RGB "u8),
            4 => space.SequenceEqual("CMYK"u8),
            _ => false,
        };
        return fits ? profile : default;
    }
}
