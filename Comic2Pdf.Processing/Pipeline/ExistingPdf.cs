namespace Comic2Pdf.Processing.Pipeline;

/// <summary>Whether a PDF that is there already was made of the same archive: then its beginning, all pictures of the book, is the same, byte for byte, whatever was read on them.</summary>
internal static class ExistingPdf
{
    private const int Piece = 1 << 17;

    /// <summary>Compares the beginnings of two files.</summary>
    /// <param name="existing">The PDF that is there.</param>
    /// <param name="pictures">The new PDF of pictures.</param>
    /// <param name="length">Where its pictures end.</param>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static bool HasSamePictures(string existing, string pictures, long length)
    {
        using var old = Open(existing);
        using var made = Open(pictures);
        if (old.Length < length)
        {
            return false;
        }

        var (a, b) = (new byte[Piece], new byte[Piece]);
        for (var left = length; left > 0; )
        {
            var count = (int)Math.Min(Piece, left);
            old.ReadExactly(a, 0, count);
            made.ReadExactly(b, 0, count);
            if (!a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count)))
            {
                return false;
            }

            left -= count;
        }

        return true;
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
