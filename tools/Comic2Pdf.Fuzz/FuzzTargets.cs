using Comic2Pdf.Fuzz.Targets;

namespace Comic2Pdf.Fuzz;

/// <summary>All readers of what strangers send.</summary>
public static class FuzzTargets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new ArchiveTarget(),
        new ImageTarget(),
        new JpegTarget(),
        new MetadataTarget(),
        new JsonTarget(),
        new HttpTarget(),
        new UploadTarget(),
    ];
}
