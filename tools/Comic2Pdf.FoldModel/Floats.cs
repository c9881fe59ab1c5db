namespace Comic2Pdf.FoldModel;

/// <summary>A tensor of floats.</summary>
internal sealed class Floats(long[] shape, float[] values)
{
    /// <summary>Its sides.</summary>
    public long[] Shape { get; } = shape;

    /// <summary>Its numbers, the last side's beside one another.</summary>
    public float[] Values { get; } = values;
}
