using System.Buffers.Binary;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// Messages between the program and its page workers over a pipe: length and bytes of a header, number of blobs, then each blob's
/// length and bytes. Numbers are 32-bit little-endian.
/// </summary>
internal static class WorkerChannel
{
    private const int MaxHeader = 64 << 20;
    private const int MaxBlobs = 4096;

    /// <summary>Writes one message.</summary>
    public static async Task WriteAsync<T>(
        Stream stream,
        T header,
        IReadOnlyList<ReadOnlyMemory<byte>> blobs,
        CancellationToken cancellationToken
    )
        where T : class, IWorkerMessage<T>
    {
        using var fields = new MemoryStream();
        using var writer = new BinaryWriter(fields);
        header.WriteTo(writer);
        writer.Flush();
        await WriteNumberAsync(stream, (int)fields.Length, cancellationToken);
        await stream.WriteAsync(fields.GetBuffer().AsMemory(0, (int)fields.Length), cancellationToken);
        await WriteNumberAsync(stream, blobs.Count, cancellationToken);
        foreach (var blob in blobs)
        {
            await WriteNumberAsync(stream, blob.Length, cancellationToken);
            await stream.WriteAsync(blob, cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Reads one message; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The other side does not speak this protocol.</exception>
    /// <exception cref="EndOfStreamException">It ended in the middle.</exception>
    public static async Task<(T Header, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)?> ReadAsync<T>(
        Stream stream,
        CancellationToken cancellationToken
    )
        where T : class, IWorkerMessage<T>
    {
        var prefix = new byte[4];
        if (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken) < prefix.Length)
        {
            return null;
        }

        var fields = new byte[Checked(BinaryPrimitives.ReadInt32LittleEndian(prefix), MaxHeader)];
        await stream.ReadExactlyAsync(fields, cancellationToken);
        using var reader = new BinaryReader(new MemoryStream(fields));
        var header = T.ReadFrom(reader);
        var blobs = new ReadOnlyMemory<byte>[Checked(await ReadNumberAsync(stream, cancellationToken), MaxBlobs)];
        for (var i = 0; i < blobs.Length; i++)
        {
            var blob = new byte[Checked(await ReadNumberAsync(stream, cancellationToken), Array.MaxLength)];
            await stream.ReadExactlyAsync(blob, cancellationToken);
            blobs[i] = blob;
        }

        return (header, blobs);
    }

    private static int Checked(int value, int max) =>
        value >= 0 && value <= max ? value : throw new InvalidDataException($"a length of {value}");

    private static async Task WriteNumberAsync(Stream stream, int value, CancellationToken cancellationToken)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        await stream.WriteAsync(bytes, cancellationToken);
    }

    private static async Task<int> ReadNumberAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[4];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }
}
