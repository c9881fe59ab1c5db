namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// The archive's file, with a memory of its failure. Libraries swallow an I/O error, or report it as a broken archive; but a disk or a
/// network that failed says nothing about the archive, and the same file may be read well a minute later.
/// </summary>
internal sealed class InputStream(Stream file) : Stream
{
    private bool _hasEnded;

    /// <summary>The first failure to read, or null. To the reader the file ends there: nothing may go on behind a gap.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Lets the file end here: libraries read on when they are closed, which takes time and can fail.</summary>
    public void End() => _hasEnded = true;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _hasEnded ? 0 : file.Read(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = e;
            End();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        try
        {
            return _hasEnded ? -1 : file.ReadByte();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = e;
            End();
            throw;
        }
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
