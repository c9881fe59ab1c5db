namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>A Huffman table (ITU-T T.81, annex C).</summary>
internal sealed class JpegHuffmanTable
{
    /// <summary>Bits that one look-up sees.</summary>
    public const int Window = 12;

    private const int MaxCodeLength = 16;

    private readonly byte[] _symbols;
    private readonly int[] _firstCode = new int[MaxCodeLength + 2];
    private readonly int[] _firstIndex = new int[MaxCodeLength + 2];
    private readonly JpegSymbol[] _short = new JpegSymbol[1 << Window];

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
                    _short.AsSpan(code << (Window - length), 1 << (Window - length)).Fill(new JpegSymbol(length, _symbols[index]));
                }
            }

            _firstIndex[length + 1] = index;
            code <<= 1;
        }
    }

    /// <summary>The codes fit into their lengths.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>The symbol at the head of these bits.</summary>
    public JpegSymbol Symbol(ulong bits)
    {
        var found = ShortSymbol((int)(bits >> (64 - Window)));
        return found.IsNone ? LongSymbol(bits) : found;
    }

    /// <summary>The same for a symbol whose code fits into <see cref="Window"/> bits; none for longer ones.</summary>
    public JpegSymbol ShortSymbol(int head) => _short[head];

    private JpegSymbol LongSymbol(ulong bits)
    {
        for (var length = Window + 1; length <= MaxCodeLength; length++)
        {
            var offset = (int)(bits >> (64 - length)) - _firstCode[length];
            if (offset >= 0 && offset < _firstIndex[length + 1] - _firstIndex[length])
            {
                return new JpegSymbol(length, _symbols[_firstIndex[length] + offset]);
            }
        }

        return default;
    }
}
