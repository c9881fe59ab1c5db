namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Orders entry names as a reader would: folder by folder, numbers by value ("2" before "10"), case ignored. Folders are compared
/// before files' names can mix, so chapters never interleave.
/// </summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (true)
        {
            var headA = TakeSegment(ref a, out var moreA);
            var headB = TakeSegment(ref b, out var moreB);
            var order = CompareSegments(headA, headB);
            if (order != 0)
            {
                return order;
            }

            if (!moreA || !moreB)
            {
                // A file stands before a folder of the same name; equal paths fall back to their exact spelling.
                return moreA != moreB ? (moreA ? 1 : -1) : string.CompareOrdinal(x, y);
            }
        }
    }

    /// <summary>Cuts the first folder off <paramref name="path"/>, or takes the file's name without its ending ("1" is before "1b").</summary>
    private static ReadOnlySpan<char> TakeSegment(ref ReadOnlySpan<char> path, out bool isFolder)
    {
        var cut = path.IndexOfAny('/', '\\');
        isFolder = cut >= 0;
        if (!isFolder)
        {
            return Path.GetFileNameWithoutExtension(path);
        }

        var segment = path[..cut];
        path = path[(cut + 1)..];
        return segment;
    }

    private static int CompareSegments(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                var numberA = TakeNumber(a, ref i);
                var numberB = TakeNumber(b, ref j);
                var order = numberA.Length != numberB.Length
                    ? numberA.Length.CompareTo(numberB.Length)
                    : numberA.SequenceCompareTo(numberB);
                if (order != 0)
                {
                    return order;
                }
            }
            else
            {
                var order = char.ToUpperInvariant(a[i++]).CompareTo(char.ToUpperInvariant(b[j++]));
                if (order != 0)
                {
                    return order;
                }
            }
        }

        return (a.Length - i).CompareTo(b.Length - j);
    }

    /// <summary>The digits at <paramref name="at"/> without leading zeros: equal length then means equal magnitude.</summary>
    private static ReadOnlySpan<char> TakeNumber(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at].TrimStart('0');
    }
}
