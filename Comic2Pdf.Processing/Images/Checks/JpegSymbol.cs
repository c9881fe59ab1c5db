namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>A symbol of a Huffman table, with the length of its code (ITU-T T.81, F.1.2).</summary>
/// <param name="Packed">The length above, the symbol in the lower byte; 0 when no code begins like the bits at hand.</param>
internal readonly record struct JpegSymbol(ushort Packed)
{
    /// <summary>The symbol of AC coefficients that stands for sixteen zeros.</summary>
    public const int SixteenZeros = 0xF0;

    /// <summary>How many bits of a number a symbol may ask for at most.</summary>
    public const int MaxSize = 15;

    public JpegSymbol(int length, byte value)
        : this((ushort)((length << 8) | value)) { }

    /// <summary>No code begins like the bits at hand.</summary>
    public bool IsNone => Packed == 0;

    /// <summary>Bits of the code.</summary>
    public int Length => Packed >> 8;

    /// <summary>The symbol; of a DC difference the bits of the number that follows.</summary>
    public int Value => Packed & 0xFF;

    /// <summary>Of an AC coefficient how many zeros stand before it.</summary>
    public int Run => (Packed >> 4) & 0xF;

    /// <summary>Of an AC coefficient the bits of the number that follows.</summary>
    public int Size => Packed & 0xF;

    /// <summary>No coefficient follows: the end of the block, or of a band.</summary>
    public bool IsEnd => Size == 0 && Value != SixteenZeros;
}
