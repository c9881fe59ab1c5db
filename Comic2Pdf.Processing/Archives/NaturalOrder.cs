namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Orders entry names as a reader would: folder by folder, the loose files of a folder before its subfolders, numbers by value ("2" before "10"), case ignored.
/// Folders are compared before files' names can mix, so chapters never interleave.
/// </summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x,
            b = y;
        while (true)
        {
            var headA = TakeSegment(ref a, out var isFolderA);
            var headB = TakeSegment(ref b, out var isFolderB);
            if (isFolderA != isFolderB)
            {
                return isFolderA ? 1 : -1;
            }

            var order = CompareSegments(headA, headB);
            if (order != 0)
            {
                return order;
            }

            if (!isFolderA)
            {
                // Equal paths fall back to their exact spelling.
                return string.CompareOrdinal(x, y);
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
        return EntryFilter.WithoutArchiveEnding(segment);
    }

    private static int CompareSegments(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0,
            j = 0;
        while (i < a.Length && j < b.Length)
        {
            var isNumberA = NameNumber.IsDigit(a[i]);
            var isNumberB = NameNumber.IsDigit(b[j]);
            int order;
            if (isNumberA && isNumberB)
            {
                var numberA = NameNumber.Take(a, ref i);
                var numberB = NameNumber.Take(b, ref j);
                order = numberA.Length != numberB.Length ? numberA.Length.CompareTo(numberB.Length) : numberA.SequenceCompareTo(numberB);
            }
            else
            {
                // Numbers of every script have one place among other characters, or the order would not be one.
                order = (isNumberA ? '0' : char.ToUpperInvariant(a[i++])).CompareTo(isNumberB ? '0' : char.ToUpperInvariant(b[j++]));
            }

            if (order != 0)
            {
                return order;
            }
        }

        return (a.Length - i).CompareTo(b.Length - j);
    }
}
