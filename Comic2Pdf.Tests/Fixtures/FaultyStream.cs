namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A file on a disk that fails: beyond a place, or from the n-th read on.</summary>
internal sealed class FaultyStream(
    byte[] content,
    long failsBeyond = long.MaxValue,
    int failsAtRead = int.MaxValue,
    Exception? fault = null
) : MemoryStream(content)
{
    /// <summary>Set: every read fails from now on.</summary>
    public bool IsBroken { get; set; }

    public int Reads { get; private set; }

    public bool IsDisposed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        Check(buffer.Length);
        return base.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Check(count);
        return base.Read(buffer, offset, count);
    }

    public override int ReadByte()
    {
        Check(1);
        return base.ReadByte();
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Check(int count)
    {
        if (IsBroken || ++Reads >= failsAtRead || (Position < Length && Position + count > failsBeyond))
        {
            throw fault ?? new IOException("Input/output error");
        }
    }
}
