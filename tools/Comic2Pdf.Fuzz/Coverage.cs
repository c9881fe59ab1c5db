using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Comic2Pdf.Fuzz;

/// <summary>
/// Which branches an input has taken, and how often: what SharpFuzz puts into an assembly counts there. Assemblies that it was not applied to count nothing, and then every
/// input is as good as any other.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    // One for all of the process's life: whatever runs counts, from the first static constructor on.
    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Branches that any input has taken.</summary>
    public int Branches { get; private set; }

    /// <summary>Gives instrumented assemblies their memory. To be called before any of them does anything.</summary>
    public static void Attach() => Trace.SharedMem = Counts;

    /// <summary>Forgets the last input.</summary>
    public static void Begin()
    {
        new Span<byte>(Counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the input has done what none before it did: a new branch, or one so often as never before (1, 2, 3, 4, 8, 16, 32, 128 times).</summary>
    public bool IsNew()
    {
        var isNew = false;
        for (var i = 0; i < Size; i++)
        {
            if (Counts[i] == 0)
            {
                continue;
            }

            var bit = ClassOf(Counts[i]);
            if ((_seen[i] & bit) == 0)
            {
                Branches += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bit;
                isNew = true;
            }
        }

        return isNew;
    }

    private static byte ClassOf(byte count) =>
        count switch
        {
            1 => 1,
            2 => 2,
            3 => 4,
            < 8 => 8,
            < 16 => 16,
            < 32 => 32,
            < 128 => 64,
            _ => 128,
        };
}
