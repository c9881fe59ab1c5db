using System.Buffers.Binary;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Whether a file of Tesseract's language data can be whole. No I/O.</summary>
internal static class TrainedDataRule
{
    /// <summary>The bytes that are wanted of its beginning.</summary>
    public const int HeadLength = 4 + (MaxParts * 8);

    // Version 5 knows 24.
    private const int MaxParts = 64;

    /// <summary>A number of parts, and for each where it begins; -1 where there is none.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> head, long length)
    {
        if (
            head.Length < 4
            || BinaryPrimitives.ReadInt32LittleEndian(head) is var parts && parts is < 1 or > MaxParts
            || head.Length < 4 + (parts * 8)
        )
        {
            return false;
        }

        var last = -1L;
        for (var i = 0; i < parts; i++)
        {
            last = Math.Max(last, BinaryPrimitives.ReadInt64LittleEndian(head[(4 + (i * 8))..]));
        }

        return last > 0 && last < length;
    }
}
