namespace Comic2Pdf.Functions.Search;

/// <summary>Whether two words differ by one mistake of a reader, or of a person: a letter that is wrong, missing or too many, or two in the wrong order.</summary>
public static class OneEditRule
{
    // Of shorter words so many others are one letter away that nothing would be said by finding them.
    private const int ShortestWord = 3;

    /// <summary>Whether a word is long enough to be looked for with a mistake in it.</summary>
    public static bool IsFor(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length >= ShortestWord;
    }

    /// <summary>Whether one mistake, or none, lies between two words.</summary>
    public static bool IsClose(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }

        if (b.Length - a.Length > 1)
        {
            return false;
        }

        var same = a.CommonPrefixLength(b);
        if (a.Length < b.Length)
        {
            return a[same..].SequenceEqual(b[(same + 1)..]);
        }

        return same >= a.Length - 1
            || a[(same + 1)..].SequenceEqual(b[(same + 1)..])
            || (a[same] == b[same + 1] && a[same + 1] == b[same] && a[(same + 2)..].SequenceEqual(b[(same + 2)..]));
    }
}
