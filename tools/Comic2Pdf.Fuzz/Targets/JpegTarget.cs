using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>The codes of a JPEG, followed to their end.</summary>
public sealed class JpegTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "jpeg";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => [TinyImages.Jpeg(1), TinyImages.Jpeg(2, padding: 100)];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        [0xFF, 0xC0, 0, 17, 8],
        [0xFF, 0xC2, 0, 11, 8],
        [0xFF, 0xC4],
        [0xFF, 0xDA],
        [0xFF, 0xDB],
        [0xFF, 0xDD, 0, 4, 0, 1],
        [0xFF, 0xD0],
        [0xFF, 0xD9],
        [0xFF, 0x00],
        [0xFF, 0xDC, 0, 4, 0, 8],
    ];

    /// <inheritdoc/>
    public void Run(byte[] input) => _ = JpegCheck.FindDamage(new MemoryStream(input, writable: false));
}
