namespace Comic2Pdf.Fuzz;

/// <summary>A reader of what strangers send.</summary>
public interface IFuzzTarget
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Sound inputs to begin with.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Pieces that inputs are made of, which chance would not find.</summary>
    IReadOnlyList<byte[]> Pieces { get; }

    /// <summary>Reads an input. Whatever the input is, nothing but a documented refusal may come of it, which is not thrown on.</summary>
    void Run(byte[] input);
}
