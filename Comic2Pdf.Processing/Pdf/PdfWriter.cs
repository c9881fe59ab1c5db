using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// Writes PDF objects (ISO 32000-1:2008, 7.3 and 7.5) one after the other to a stream, remembering where each begins. Nothing is held
/// back, so memory does not grow with the document.
/// </summary>
internal sealed class PdfWriter
{
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _pending = new(4096);
    private readonly List<long> _offsets;
    private long _position;

    /// <summary>Starts a new file.</summary>
    public PdfWriter(Stream stream)
    {
        _stream = stream;
        _offsets = [];
        // The comment's bytes above 127 show transfer programs that the file is binary (7.5.2).
        Raw("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    /// <summary>Continues a file whose objects 1..n begin at <paramref name="offsets"/>, at the stream's current position.</summary>
    public PdfWriter(Stream stream, IEnumerable<long> offsets)
    {
        _stream = stream;
        _offsets = [.. offsets];
        _position = stream.Position;
    }

    /// <summary>Bytes written so far, counted from the file's start.</summary>
    public long Position => _position + _pending.WrittenCount;

    /// <summary>Where each object begins; index 0 is object 1. Zero: reserved, not yet written.</summary>
    public IReadOnlyList<long> Offsets => _offsets;

    /// <summary>Takes a number for an object that is written later.</summary>
    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    /// <summary>Writes an object that is not a stream.</summary>
    public int Object(string body, int? id = null)
    {
        var number = Begin(id);
        Raw(body);
        Raw("\nendobj\n");
        return number;
    }

    /// <summary>Writes a stream object from data at hand, compressed.</summary>
    /// <param name="entries">Further entries of its dictionary.</param>
    /// <param name="data">The data before compression.</param>
    /// <param name="id">A number reserved for it, or null for the next.</param>
    public int FlateStream(string entries, ReadOnlySpan<byte> data, int? id = null)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return Stream($"{entries}/Filter/FlateDecode", [packed.GetBuffer().AsMemory(0, (int)packed.Length)], id).Id;
    }

    /// <summary>Writes a stream object as it is.</summary>
    /// <param name="entries">Entries of its dictionary.</param>
    /// <param name="data">The data, in parts.</param>
    /// <param name="id">A number reserved for it, or null for the next.</param>
    /// <returns>The object's number, and where in the file its data stands.</returns>
    public (int Id, long DataOffset, long DataLength) Stream(string entries, IReadOnlyList<ReadOnlyMemory<byte>> data, int? id = null) =>
        Stream(entries, data.Sum(part => (long)part.Length).ToString(CultureInfo.InvariantCulture), data, id);

    /// <summary>Writes a stream object whose length is known only once its data has passed: it is an object of its own, behind (7.3.8.2).</summary>
    /// <param name="entries">Entries of its dictionary.</param>
    /// <param name="data">The data, piece by piece.</param>
    /// <returns>The object's number, and where in the file its data stands.</returns>
    public (int Id, long DataOffset, long DataLength) Stream(string entries, IEnumerable<ReadOnlyMemory<byte>> data)
    {
        var lengthId = Reserve();
        var written = Stream(entries, $"{lengthId} 0 R", data, null);
        Object(written.DataLength.ToString(CultureInfo.InvariantCulture), lengthId);
        return written;
    }

    private (int Id, long DataOffset, long DataLength) Stream(
        string entries,
        string length,
        IEnumerable<ReadOnlyMemory<byte>> data,
        int? id
    )
    {
        var number = Begin(id);
        Raw($"<<{entries}/Length {length}>>\nstream\n");
        Flush();
        var offset = _position;
        foreach (var part in data)
        {
            _stream.Write(part.Span);
            _position += part.Length;
        }

        var dataLength = _position - offset;
        Raw("\nendstream\nendobj\n");
        return (number, offset, dataLength);
    }

    /// <summary>Writes the cross-reference table and the trailer (7.5.4, 7.5.5), and flushes.</summary>
    public void End(int catalog, int info, string fileId)
    {
        var start = Position;
        Raw($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets)
        {
            Raw($"{offset:D10} 00000 n \n");
        }

        Raw(
            $"trailer\n<</Size {_offsets.Count + 1}/Root {catalog} 0 R/Info {info} 0 R/ID[<{fileId}><{fileId}>]>>\nstartxref\n{start}\n%%EOF\n"
        );
        Flush();
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_pending.WrittenSpan);
        _position += _pending.WrittenCount;
        _pending.ResetWrittenCount();
    }

    /// <summary>A number as PDF writes it: no exponent, no more digits than matter, no minus before zero (which adding zero takes away).</summary>
    public static string Number(double value) => (Math.Round(value, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A text string (7.9.2.2): plain when ASCII, else UTF-16BE with its mark.</summary>
    public static string Text(string value)
    {
        if (value.All(c => c is >= ' ' and <= '~'))
        {
            return "("
                + value
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("(", "\\(", StringComparison.Ordinal)
                    .Replace(")", "\\)", StringComparison.Ordinal)
                + ")";
        }

        return "<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value)) + ">";
    }

    private int Begin(int? id)
    {
        var number = id ?? Reserve();
        _offsets[number - 1] = Position;
        Raw($"{number} 0 obj\n");
        return number;
    }

    private void Raw(string text)
    {
        Encoding.Latin1.GetBytes(text, _pending);
        if (_pending.WrittenCount > 1 << 16)
        {
            Flush();
        }
    }
}
