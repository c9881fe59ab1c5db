using Comic2Pdf.Processing.Images.Checks;
using Microsoft.Win32.SafeHandles;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>Some bytes of a file as a stream; others may read and write elsewhere in it at the same time.</summary>
internal sealed class FilePart(SafeFileHandle file, long offset, long length) : ForwardStream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - _at)], offset + _at);
        _at += read;
        return read;
    }
}
