namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// A Huffman table (ITU-T T.81, annex C) made for passing over coefficients: what a symbol costs in bits and how far it moves, not its value. Several
/// symbols are passed at once where they are short, which makes it twice as fast.
/// </summary>
internal sealed class JpegHuffmanTable
{
    /// <summary>Bits that one look-up sees.</summary>
    public const int Window = 12;

    /// <summary>Set in a step that ends its block.</summary>
    public const uint EndOfBlock = 1 << 16;

    /// <summary>A step that says: a code is longer than <see cref="Window"/>, or does not exist; take symbols one by one.</summary>
    public const uint OneByOne = 1 << 17;

    private const int MaxCodeLength = 16;

    private readonly byte[] _symbols;
    private readonly int[] _firstCode = new int[MaxCodeLength + 2];
    private readonly int[] _firstIndex = new int[MaxCodeLength + 2];
    private readonly ushort[] _one = new ushort[1 << Window];
    private readonly uint[] _steps = new uint[1 << Window];

    /// <summary>Reads a table.</summary>
    /// <param name="counts">How many codes there are of each length, 1 to 16.</param>
    /// <param name="symbols">Their symbols, in the order of the codes.</param>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var (code, index) = (0, 0);
        for (var length = 1; length <= MaxCodeLength; length++)
        {
            (_firstCode[length], _firstIndex[length]) = (code, index);
            for (var i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                IsSound &= code < 1 << length;
                if (length <= Window && IsSound)
                {
                    _one.AsSpan(code << (Window - length), 1 << (Window - length)).Fill((ushort)((length << 8) | _symbols[index]));
                }
            }

            _firstIndex[length + 1] = index;
            code <<= 1;
        }

        BuildSteps();
    }

    /// <summary>The codes fit into their lengths.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>
    /// For each <see cref="Window"/> bits the symbols at their head as one step over coefficients of a sequential scan: bits in the lowest byte, coefficients in
    /// the next, <see cref="EndOfBlock"/>; or <see cref="OneByOne"/>.
    /// </summary>
    public uint[] Steps => _steps;

    /// <summary>The symbol at the head of these bits.</summary>
    /// <returns>Its code's length above, the symbol in the lowest byte; 0 when no code begins so.</returns>
    public int Symbol(ulong bits)
    {
        int found = _one[bits >> (64 - Window)];
        return found != 0 ? found : LongSymbol(bits);
    }

    private int LongSymbol(ulong bits)
    {
        for (var length = Window + 1; length <= MaxCodeLength; length++)
        {
            var offset = (int)(bits >> (64 - length)) - _firstCode[length];
            if (offset >= 0 && offset < _firstIndex[length + 1] - _firstIndex[length])
            {
                return (length << 8) | _symbols[_firstIndex[length] + offset];
            }
        }

        return 0;
    }

    private void BuildSteps()
    {
        for (var head = 0; head < _steps.Length; head++)
        {
            var (bits, coefficients, end) = (0, 0, 0u);
            while (end == 0 && bits < Window)
            {
                var found = _one[(head << bits) & ((1 << Window) - 1)];
                var (length, symbol) = (found >> 8, found & 0xFF);
                if (length == 0 || bits + length > Window)
                {
                    break;
                }

                var size = symbol & 0xF;
                bits += length + size;
                if (size == 0 && symbol != 0xF0)
                {
                    end = EndOfBlock;
                }
                else
                {
                    coefficients += (symbol >> 4) + 1;
                }
            }

            _steps[head] = bits == 0 ? OneByOne : end | ((uint)coefficients << 8) | (uint)bits;
        }
    }
}
