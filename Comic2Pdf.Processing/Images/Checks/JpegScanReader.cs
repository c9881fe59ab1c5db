using System.Numerics;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>Follows the blocks of one scan (ITU-T T.81, F.2 sequential, G.2 progressive).</summary>
internal sealed class JpegScanReader(JpegBits bits, JpegFrame frame, JpegScan scan, int restartInterval)
{
    private int _endOfBandRun;

    /// <summary>Reads to the scan's end.</summary>
    /// <exception cref="InvalidDataException">The data is not what the header says.</exception>
    public void Read()
    {
        // A scan of one component holds only the blocks that show something (A.2.2).
        var isSingle = scan.Parts.Length == 1;
        var one = scan.Parts[0].Component;
        var units = isSingle ? one.Columns * one.Rows : frame.UnitsAcross * frame.UnitsDown;
        var blocks = scan.Parts.SelectMany(p => Enumerable.Repeat(p, isSingle ? 1 : p.Component.Across * p.Component.Down)).ToArray();
        var restarts = 0;
        for (var done = 0; done < units;)
        {
            if (done > 0)
            {
                Restart(restarts++ & 7);
            }

            var count = restartInterval > 0 ? Math.Min(restartInterval, units - done) : units;
            if (frame.IsProgressive)
            {
                Progressive(blocks, done, count);
            }
            else if (bits.PassUnits([.. blocks.Select(b => (b.Dc ?? throw Missing(), b.Ac ?? throw Missing()))], count) is { } fault)
            {
                throw new InvalidDataException(fault);
            }

            done += count;
        }

        if (!bits.Close() || (bits.MarkerAhead() < 0 && !bits.IsAtEnd()))
        {
            throw new InvalidDataException("its data does not end where the picture does");
        }
    }

    private void Progressive((JpegComponent Component, JpegHuffmanTable? Dc, JpegHuffmanTable? Ac)[] blocks, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            foreach (var (component, dc, ac) in blocks)
            {
                bits.Prepare();
                Progressive(dc, ac, component, i);
            }

            if (bits.IsPastEnd)
            {
                throw new InvalidDataException("its data ends before the picture does");
            }
        }
    }

    private void Progressive(JpegHuffmanTable? dc, JpegHuffmanTable? ac, JpegComponent component, int index)
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
        var found = (table ?? throw Missing()).Symbol(bits.Peek());
        var size = found & 0xFF;
        if (found == 0 || size > 15)
        {
            throw NoCode();
        }

        bits.Skip((found >> 8) + size);
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
            var found = Symbol(table, bits.Peek());
            var (run, size) = ((found >> 4) & 0xF, found & 0xF);
            bits.Skip(found >> 8);
            if (size == 0 && run != 15)
            {
                _endOfBandRun = (1 << run) + bits.Take(run) - 1;
                return;
            }

            bits.Skip(size);
            k += run;
            if (k > scan.Last)
            {
                throw TooMany();
            }

            nonZero |= size > 0 ? 1UL << k : 0;
        }
    }

    private void Refine(JpegHuffmanTable table, ref ulong nonZero)
    {
        var k = scan.First;
        for (; _endOfBandRun == 0 && k <= scan.Last; k++)
        {
            var found = Symbol(table, bits.Peek());
            var (run, size) = ((found >> 4) & 0xF, found & 0xF);
            bits.Skip(found >> 8);
            if (size == 0 && run != 15)
            {
                _endOfBandRun = (1 << run) + bits.Take(run);
                break;
            }

            if (size > 1)
            {
                throw NoCode();
            }

            bits.Take(size);
            while (k <= scan.Last && ((nonZero >> k & 1) != 0 || run-- > 0))
            {
                bits.Take((int)(nonZero >> k & 1));
                k++;
            }

            if (size > 0)
            {
                nonZero |= k <= scan.Last ? 1UL << k : throw TooMany();
            }
        }

        if (_endOfBandRun > 0)
        {
            // One bit of correction for each coefficient that is not zero; 63 at most.
            var corrections = k > scan.Last ? 0 : BitOperations.PopCount(nonZero >> k << k << (63 - scan.Last));
            bits.Take(corrections / 2);
            bits.Take(corrections - (corrections / 2));
            _endOfBandRun--;
        }
    }

    private void Restart(int number)
    {
        if (!bits.Close() || bits.MarkerAhead() != 0xD0 + number)
        {
            throw new InvalidDataException("a restart mark is not where it should be");
        }

        bits.Byte();
        bits.Byte();
        _endOfBandRun = 0;
    }

    private static int Symbol(JpegHuffmanTable table, ulong head) => table.Symbol(head) is not 0 and var found ? found : throw NoCode();

    private static InvalidDataException NoCode() => new(JpegBits.NoSuchCode);

    private static InvalidDataException TooMany() => new("its data holds more coefficients than a block has");

    private static InvalidDataException Missing() => new("a Huffman table is missing");
}
