namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// Tables that pass over the blocks of a sequential scan (ITU-T T.81, F.2.2) several symbols at a time: a step says how many bits and coefficients the symbols at
/// the head of the data take together, with their values. Each block of a coded unit has two tables: one that goes on within its AC coefficients, and before it
/// one that begins with its DC difference. That a step ends a block is data and not a branch, because no processor can predict it.
/// </summary>
internal sealed class JpegSteps
{
    /// <summary>Bits that one look-up sees.</summary>
    public const int Window = JpegHuffmanTable.Window;

    /// <summary>So many steps fit into the 56 bits that are at hand at least.</summary>
    public const int PerFill = 3;

    /// <summary>Where a step's coefficients begin, above its bits. The sign says that it ends its block.</summary>
    public const int CoefficientsShift = 8;

    /// <summary>In a sum of coefficients: no step leads here. A long code, a code that does not exist, or the block's last coefficient follows.</summary>
    public const uint Stop = 64;

    /// <summary>Marks a step that ends its block.</summary>
    public const int End = 1 << 15;

    private const int MaxBits = 56 / PerFill;
    private const int MaxCoefficients = 63;

    private readonly (JpegHuffmanTable Dc, JpegHuffmanTable Ac)[] _blocks;

    /// <summary>Makes the tables.</summary>
    /// <param name="blocks">The Huffman tables of each block of a coded unit, in their order.</param>
    public JpegSteps(IReadOnlyList<(JpegHuffmanTable Dc, JpegHuffmanTable Ac)> blocks)
    {
        // At least as many as the steps of one fill may end, so that they are never more than one round ahead.
        PerUnit = blocks.Count;
        _blocks = [.. Enumerable.Repeat(blocks, (PerFill + PerUnit - 1) / PerUnit).SelectMany(b => b)];
        (JpegHuffmanTable, JpegHuffmanTable)[] pairs = [.. _blocks.Distinct()];
        Table = new short[(2 * pairs.Length) << Window];
        foreach (var (i, (dc, ac)) in pairs.Index())
        {
            Fill(Table.AsSpan(Rest(i), 1 << Window), null, ac);
            Fill(Table.AsSpan(First(i), 1 << Window), dc, ac);
        }

        Places =
        [
            .. Enumerable.Range(0, Count + PerFill).SelectMany(i => new[] { Rest(PairOf(i)), First(PairOf(i + 1)) - Rest(PairOf(i)) }),
        ];

        int PairOf(int block) => Array.IndexOf(pairs, this[block]);

        static int Rest(int pair) => (2 * pair) << Window;

        static int First(int pair) => ((2 * pair) + 1) << Window;
    }

    /// <summary>All steps: bits in the lower byte, then coefficients or <see cref="Stop"/>, then <see cref="End"/>.</summary>
    public short[] Table { get; }

    /// <summary>For each block of a round and some more: where in the table its AC coefficients are, and how far it is from there to the beginning of the next block.</summary>
    public int[] Places { get; }

    /// <summary>Blocks in a coded unit.</summary>
    public int PerUnit { get; }

    /// <summary>Blocks in a round, one or several coded units; then all begins anew.</summary>
    public int Count => _blocks.Length;

    /// <summary>The Huffman tables of a block.</summary>
    public (JpegHuffmanTable Dc, JpegHuffmanTable Ac) this[int block] => _blocks[block % _blocks.Length];

    /// <summary>Where in the table the next step is looked up.</summary>
    /// <param name="block">The block within its round.</param>
    /// <param name="passed">How many of its coefficients were passed.</param>
    public int Start(int block, uint passed) => Places[2 * block] + (passed == 0 ? 1 << Window : 0);

    private static void Fill(Span<short> table, JpegHuffmanTable? dc, JpegHuffmanTable ac)
    {
        for (var head = 0; head < table.Length; head++)
        {
            table[head] = Step(head, dc, ac);
        }
    }

    private static short Step(int head, JpegHuffmanTable? dc, JpegHuffmanTable ac)
    {
        var (bits, coefficients) = (0, 0);
        while (bits < Window)
        {
            var isDc = coefficients == 0 && dc is not null;
            var symbol = (isDc ? dc! : ac).ShortSymbol((head << bits) & ((1 << Window) - 1));
            var (size, moved) = isDc ? (symbol.Value, 1) : (symbol.Size, symbol.Run + 1);
            if (
                symbol.IsNone
                || bits + symbol.Length > Window
                || bits + symbol.Length + size > MaxBits
                || coefficients + moved > MaxCoefficients
            )
            {
                break;
            }

            bits += symbol.Length + size;
            if (!isDc && symbol.IsEnd)
            {
                return (short)(End | (coefficients << CoefficientsShift) | bits);
            }

            coefficients += moved;
        }

        return coefficients == 0 ? (short)(Stop << CoefficientsShift) : (short)((coefficients << CoefficientsShift) | bits);
    }
}
