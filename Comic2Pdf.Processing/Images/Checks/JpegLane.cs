using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Images.Checks;

/// <summary>
/// The blocks of a sequential scan on their way. Nearly all of a book's data goes through <see cref="Pass(JpegLane, JpegLane)"/>: each step waits for the one before
/// it, so a processor passes over two pictures at once in hardly more time than over one. What changes is kept in locals, which the compiler keeps in registers.
/// </summary>
/// <param name="bits">The scan's data.</param>
internal sealed class JpegLane(JpegBits bits)
{
    private const uint StepBits = 0xFF;

    private JpegSteps? _steps;
    private long _left;
    private int _block;
    private uint _passed;

    /// <summary>All blocks were passed.</summary>
    public bool IsDone => _left == 0;

    /// <summary>No step leads on; <see cref="PassBlock"/> does.</summary>
    public bool IsStuck => IsShort || ((_passed + ((uint)(ushort)NextStep >> JpegSteps.CoefficientsShift)) & JpegSteps.Stop) != 0;

    /// <summary>Near to the last block or to the end of the data at hand.</summary>
    private bool IsShort => _left <= JpegSteps.PerFill || bits.At > bits.End - sizeof(ulong);

    private short NextStep => _steps!.Table[_steps.Start(_block, _passed) + (int)(bits.Ahead >> (64 - JpegSteps.Window))];

    /// <summary>Begins with the first block of a scan, or behind a restart marker.</summary>
    /// <param name="steps">The tables of the scan.</param>
    /// <param name="blocks">Blocks up to the next restart marker or the scan's end.</param>
    public void Begin(JpegSteps steps, long blocks) => (_steps, _left, _block, _passed) = (steps, blocks, 0, 0);

    /// <summary>Passes over blocks of one picture until it is stuck.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pass(JpegLane lane)
    {
        if (lane.IsShort)
        {
            return;
        }

        ref var table = ref lane.Table;
        ref var places = ref lane.Places;
        ref var data = ref lane.Data;
        lane.Load(out var at, out var ahead, out var count, out var block, out var passed, out var from, out var left);
        var (round, last) = (lane._steps!.Count, lane.LastFill);
        var isPassed = true;
        while (isPassed && at <= last && left > JpegSteps.PerFill)
        {
            var used = 0u;
            left += block;
            Fill(ref data, ref at, ref ahead, ref count);
            isPassed =
                Step(ref table, ref places, ref ahead, ref used, ref from, ref passed, ref block)
                && Step(ref table, ref places, ref ahead, ref used, ref from, ref passed, ref block)
                && Step(ref table, ref places, ref ahead, ref used, ref from, ref passed, ref block);
            Settle(used, round, ref count, ref left, ref block);
        }

        lane.Save(at, ahead, count, block, passed, left);
    }

    /// <summary>Passes over blocks of two pictures until one of them is stuck.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pass(JpegLane one, JpegLane two)
    {
        if (one.IsShort || two.IsShort)
        {
            return;
        }

        ref var table1 = ref one.Table;
        ref var table2 = ref two.Table;
        ref var places1 = ref one.Places;
        ref var places2 = ref two.Places;
        ref var data1 = ref one.Data;
        ref var data2 = ref two.Data;
        one.Load(out var at1, out var ahead1, out var count1, out var block1, out var passed1, out var from1, out var left1);
        two.Load(out var at2, out var ahead2, out var count2, out var block2, out var passed2, out var from2, out var left2);
        var (round1, last1, round2, last2) = (one._steps!.Count, one.LastFill, two._steps!.Count, two.LastFill);
        var isPassed = true;
        while (isPassed && at1 <= last1 && at2 <= last2 && left1 > JpegSteps.PerFill && left2 > JpegSteps.PerFill)
        {
            var (used1, used2) = (0u, 0u);
            left1 += block1;
            left2 += block2;
            Fill(ref data1, ref at1, ref ahead1, ref count1);
            Fill(ref data2, ref at2, ref ahead2, ref count2);
            isPassed =
                Step(ref table1, ref places1, ref ahead1, ref used1, ref from1, ref passed1, ref block1)
                && Step(ref table2, ref places2, ref ahead2, ref used2, ref from2, ref passed2, ref block2)
                && Step(ref table1, ref places1, ref ahead1, ref used1, ref from1, ref passed1, ref block1)
                && Step(ref table2, ref places2, ref ahead2, ref used2, ref from2, ref passed2, ref block2)
                && Step(ref table1, ref places1, ref ahead1, ref used1, ref from1, ref passed1, ref block1)
                && Step(ref table2, ref places2, ref ahead2, ref used2, ref from2, ref passed2, ref block2);
            Settle(used1, round1, ref count1, ref left1, ref block1);
            Settle(used2, round2, ref count2, ref left2, ref block2);
        }

        one.Save(at1, ahead1, count1, block1, passed1, left1);
        two.Save(at2, ahead2, count2, block2, passed2, left2);
    }

    /// <summary>Passes over what is left of the block, symbol by symbol. To be called after <see cref="JpegBits.Prepare"/>.</summary>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public void PassBlock()
    {
        var (dc, ac) = _steps![_block];
        bits.PassBlock(dc, ac, (int)_passed);
        _block = (_block + 1) % _steps.Count;
        _passed = 0;
        _left--;
    }

    // References without bounds checks: places lead to tables, tables are as long as the window is wide, and no fill begins behind the last one.
    private ref short Table => ref MemoryMarshal.GetArrayDataReference(_steps!.Table);

    private ref int Places => ref MemoryMarshal.GetArrayDataReference(_steps!.Places);

    private ref byte Data => ref MemoryMarshal.GetArrayDataReference(bits.Data);

    private int LastFill => bits.End - sizeof(ulong);

    private void Load(out int at, out ulong ahead, out int count, out int block, out uint passed, out int from, out long left)
    {
        (at, ahead, count) = (bits.At, bits.Ahead, bits.Count);
        (block, passed, from, left) = (_block, _passed, _steps!.Start(_block, _passed), _left);
    }

    private void Save(int at, ulong ahead, int count, int block, uint passed, long left)
    {
        (bits.At, bits.Ahead, bits.Count) = (at, ahead, count);
        (_block, _passed, _left) = (block, passed, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref byte data, ref int at, ref ulong ahead, ref int count)
    {
        var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, at));
        ahead |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bytes) : bytes) >> count;
        at += (JpegBits.MinAhead + 7 - count) >> 3;
        count |= JpegBits.MinAhead;
    }

    /// <summary>One step; false when none leads on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Step(ref short table, ref int places, ref ulong ahead, ref uint used, ref int from, ref uint passed, ref int block)
    {
        int step = Unsafe.Add(ref table, (nint)(uint)from + (nint)(ahead >> (64 - JpegSteps.Window)));
        var after = passed + ((uint)(ushort)step >> JpegSteps.CoefficientsShift);
        if ((after & JpegSteps.Stop) != 0)
        {
            return false;
        }

        ahead <<= step;
        used += (uint)step;

        // All ones at a block's end, else zero.
        var end = step >> 31;
        passed = after & (uint)~end;
        ref var place = ref Unsafe.Add(ref places, (nint)(uint)(2 * block));
        from = place + (Unsafe.Add(ref place, 1) & end);
        block -= end;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Settle(uint used, int round, ref int count, ref long left, ref int block)
    {
        count -= (int)(used & StepBits);
        left -= block;
        block -= round & ((round - 1 - block) >> 31);
    }
}
