using Comic2Pdf.Processing.Archives.Formats;
using Comic2Pdf.Processing.Errors;
using SharpCompress.Common;
using SharpCompress.Providers;
using SharpCompress.Providers.System;
using SharpCompress.Readers;
using ArchiveException = Comic2Pdf.Processing.Errors.ArchiveException;

namespace Comic2Pdf.Processing.Archives;

/// <summary>An archive found in a stream, with its entries ready to be read.</summary>
/// <param name="Kind">What it is, by content.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="Unpacked">What had to be unpacked for it, or null.</param>
internal sealed record OpenArchive(ArchiveKind Kind, EntrySource Entries, Stream? Unpacked) : IDisposable
{
    /// <summary>Opens whatever archive a stream holds: as it is, compressed as a whole, or behind a program or other bytes.</summary>
    /// <param name="stream">Seekable; it stays open.</param>
    /// <param name="reading">Bounds, and where warnings go.</param>
    /// <param name="name">Of the archive, when it is inside another.</param>
    /// <exception cref="ArchiveException">Not an archive, encrypted, one volume of several, truncated, damaged or over a limit.</exception>
    public static OpenArchive Of(Stream stream, ArchiveReading reading, string? name)
    {
        Stream? unpacked = null;
        try
        {
            if (CompressedFile.Open(stream, ArchiveSignature.ReadHead(stream)) is { } packed)
            {
                using (packed)
                {
                    unpacked = reading.Spool.Take(Unpack(packed, reading, name ?? "the compressed file"));
                }
            }

            var file = unpacked ?? stream;
            var start = ArchiveSignature.Find(file);
            file = start.Offset == 0 ? file : new WindowStream(file, start.Offset, file.Length - start.Offset);
            var source = Open(file, start.Kind, reading, out var irregularity);
            if (irregularity is not null)
            {
                reading.Warnings.Add(
                    new Warning(ErrorCode.ArchiveIrregular, null, name, name is null ? irregularity : $"'{name}': {irregularity}")
                );
            }

            return new OpenArchive(start.Kind, source, unpacked);
        }
        catch
        {
            unpacked?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Entries.Dispose();
        Unpacked?.Dispose();
    }

    private static EntrySource Open(Stream stream, ArchiveKind kind, ArchiveReading reading, out string? irregularity)
    {
        irregularity = null;
        var options = ReaderOptions.ForExternalStream with
        {
            ArchiveEncoding = new ArchiveEncoding
            {
                CustomDecoder = static (bytes, start, length, _) => EntryNames.Read(bytes.AsSpan(start, length)),
            },
            Providers = CompressionProviderRegistry.Default.With(new SystemDeflateCompressionProvider()),
        };
        switch (kind)
        {
            case ArchiveKind.Zip:
                var prefix = ZipStructure.Check(stream, reading.Limits);
                irregularity =
                    prefix == 0 ? null : $"{prefix} bytes that are not part of the ZIP archive stand before it; they were passed over";
                return new ZipSource(
                    prefix == 0 ? stream : new WindowStream(stream, prefix, stream.Length - prefix),
                    options,
                    reading.Limits
                );
            case ArchiveKind.Rar4 or ArchiveKind.Rar5:
                var isEncrypted = RarStructure.Check(stream, kind, reading.Limits, out irregularity);
                return new RarSource(stream, options, isEncrypted);
            case ArchiveKind.SevenZip:
                SevenZipStructure.Check(stream);
                return new SevenZipSource(stream, options);
            default:
                return new TarSource(stream, TarStructure.Read(stream, reading.Limits, out irregularity));
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Unpack(Stream packed, ArchiveReading reading, string name)
    {
        var piece = new byte[1 << 17];
        while (packed.Read(piece) is > 0 and var length)
        {
            reading.Meter.Count(length, 0, name);
            yield return piece.AsMemory(0, length);
        }
    }
}
