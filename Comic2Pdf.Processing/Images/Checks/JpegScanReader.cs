using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>Follows the blocks of one scan (ITU-T T.81, F.2 sequential, G.2 progressive).</summary>
internal sealed class JpegScanReader(JpegBits bits, JpegFrame frame, JpegScan scan, int restartInterval)
{
    private int _endOfBandRun;

    /// <summary>Reads to the scan's end. The blocks of a sequential scan are left to the caller, who passes over as many as steps lead over at each stop.</summary>
    /// <exception cref="InvalidDataException">The data is not what the header says.</exception>
    public IEnumerable<JpegLane> Read()
    {
        // A scan of one component holds only the blocks that show something (A.2.2).
        var isSingle = scan.Parts.Count == 1;
        var one = scan.Parts[0].Component;
        var units = isSingle ? one.Columns * one.Rows : frame.UnitsAcross * frame.UnitsDown;
        var steps = frame.IsProgressive ? null : Steps(isSingle);
        var lane = new JpegLane(bits);
        var interval = restartInterval > 0 ? restartInterval : units;
        for (var (done, restarts) = (0, 0); done < units; done = Math.Min(units, done + interval))
        {
            if (done > 0)
            {
                Restart(restarts++ % JpegMarker.Restarts);
            }

            var count = Math.Min(interval, units - done);
            if (steps is null)
            {
                PassUnits(isSingle ? one : null, done, count);
                continue;
            }

            for (lane.Begin(steps, (long)count * steps.PerUnit); !lane.IsDone; RequireData())
            {
                yield return lane;
                bits.Prepare();
                lane.PassBlock();
            }
        }

        if (!bits.Close() || (bits.MarkerAhead() < 0 && !bits.IsAtEnd()))
        {
            throw new InvalidDataException("its data does not end where the picture does");
        }
    }

    /// <summary>The tables of a sequential scan.</summary>
    private JpegSteps Steps(bool isSingle) =>
        new([
            .. scan.Parts.SelectMany(p =>
                Enumerable.Repeat((p.Dc ?? throw Missing(), p.Ac ?? throw Missing()), isSingle ? 1 : p.Component.Across * p.Component.Down)
            ),
        ]);

    /// <summary>Passes over coded units of a progressive scan.</summary>
    /// <param name="single">The component, when the scan has one: a unit is a block then.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="count">How many.</param>
    private void PassUnits(JpegComponent? single, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            if (single is null)
            {
                Unit();
            }
            else
            {
                bits.Prepare();
                Block(scan.Parts[0].Dc, scan.Parts[0].Ac, single, i);
            }

            RequireData();
        }
    }

    private void RequireData()
    {
        if (bits.IsPastEnd)
        {
            throw new InvalidDataException("its data ends before the picture does");
        }
    }

    private void Unit()
    {
        foreach (var (component, dc, ac) in scan.Parts)
        {
            for (var i = component.Across * component.Down; i > 0; i--)
            {
                bits.Prepare();
                Block(dc, ac, component, 0);
            }
        }
    }

    /// <summary>One block of a progressive scan.</summary>
    private void Block(JpegHuffmanTable? dc, JpegHuffmanTable? ac, JpegComponent component, int index)
    {
        if (scan.First == 0)
        {
            if (scan.IsRefining)
            {
                bits.Take(1);
            }
            else
            {
                Difference(dc);
            }
        }
        else if (scan.IsRefining)
        {
            Refine(ac ?? throw Missing(), ref component.NonZero[index]);
        }
        else
        {
            Band(ac ?? throw Missing(), ref component.NonZero[index]);
        }
    }

    private void Difference(JpegHuffmanTable? table)
    {
        var symbol = Symbol(table ?? throw Missing());
        if (symbol.Value > JpegSymbol.MaxSize)
        {
            throw NoCode();
        }

        bits.Skip(symbol.Length + symbol.Value);
    }

    private void Band(JpegHuffmanTable table, ref ulong nonZero)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (var k = scan.First; k <= scan.Last; k++)
        {
            var symbol = Symbol(table);
            bits.Skip(symbol.Length);
            if (symbol.IsEnd)
            {
                _endOfBandRun = (1 << symbol.Run) + bits.Take(symbol.Run) - 1;
                return;
            }

            bits.Skip(symbol.Size);
            k += symbol.Run;
            if (k > scan.Last)
            {
                throw TooMany();
            }

            nonZero |= symbol.Size > 0 ? 1UL << k : 0;
        }
    }

    private void Refine(JpegHuffmanTable table, ref ulong nonZero)
    {
        var k = scan.First;
        for (; _endOfBandRun == 0 && k <= scan.Last; k++)
        {
            var symbol = Symbol(table);
            if (symbol.IsEnd)
            {
                bits.Skip(symbol.Length);
                _endOfBandRun = (1 << symbol.Run) + bits.Take(symbol.Run);
                break;
            }

            if (symbol.Size > 1)
            {
                throw NoCode();
            }

            var next = AfterZeros(nonZero, k, symbol.Run);
            Correct(symbol.Length + symbol.Size, nonZero & From(k) & ~From(next));
            k = next;
            if (symbol.Size > 0)
            {
                nonZero |= k <= scan.Last ? 1UL << k : throw TooMany();
            }
        }

        if (_endOfBandRun > 0)
        {
            Correct(0, nonZero & From(k) & ~From(scan.Last + 1));
            _endOfBandRun--;
        }
    }

    /// <summary>All coefficients from one on, one bit each.</summary>
    private static ulong From(int k) => k < 64 ? ulong.MaxValue << k : 0;

    /// <summary>The first coefficient that is zero so far behind a number of such ones; one more than the band's last when there is none.</summary>
    private int AfterZeros(ulong nonZero, int k, int run)
    {
        var zeros = ~nonZero & From(k) & ~From(scan.Last + 1);
        if (Bmi2.X64.IsSupported)
        {
            zeros = Bmi2.X64.ParallelBitDeposit(1UL << run, zeros);
        }
        else
        {
            for (; run > 0 && zeros != 0; run--)
            {
                zeros &= zeros - 1;
            }
        }

        return zeros == 0 ? scan.Last + 1 : BitOperations.TrailingZeroCount(zeros);
    }

    /// <summary>Passes over some bits, then one bit of correction for each of these coefficients; 63 at most.</summary>
    private void Correct(int before, ulong coefficients)
    {
        var all = before + BitOperations.PopCount(coefficients);
        for (; all > JpegBits.MinAhead; all -= JpegBits.MinAhead)
        {
            bits.Peek();
            bits.Skip(JpegBits.MinAhead);
        }

        bits.Peek();
        bits.Skip(all);
    }

    private void Restart(int number)
    {
        if (!bits.Close() || bits.MarkerAhead() != JpegMarker.FirstRestart + number)
        {
            throw new InvalidDataException("a restart mark is not where it should be");
        }

        bits.Byte();
        bits.Byte();
        _endOfBandRun = 0;
    }

    /// <summary>The symbol that comes next; nothing is passed.</summary>
    private JpegSymbol Symbol(JpegHuffmanTable table) => table.Symbol(bits.Peek()) is { IsNone: false } symbol ? symbol : throw NoCode();

    private static InvalidDataException NoCode() => new(JpegBits.NoSuchCode);

    private static InvalidDataException TooMany() => new(JpegBits.TooManyCoefficients);

    private static InvalidDataException Missing() => new("a Huffman table is missing");
}
