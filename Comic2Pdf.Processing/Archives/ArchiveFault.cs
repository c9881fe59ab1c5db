using Comic2Pdf.Processing.Errors;
using SharpCompress.Common;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Turns whatever a decompressor throws at hostile input into one of our errors.</summary>
internal static class ArchiveFault
{
    /// <summary>The error to report, or null when the exception is not about the archive and must pass.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="entry">The entry that was being read, or null.</param>
    /// <param name="readFault">What <see cref="InputStream.Fault"/> says; it is the cause, whatever came of it.</param>
    public static ComicException? From(Exception exception, string? entry, Exception? readFault)
    {
        var where = entry is null ? string.Empty : $" (at '{entry}')";
        return exception switch
        {
            OperationCanceledException or OutOfMemoryException => null,
            _ when readFault is not null => new ComicException(
                ErrorCode.InputNotReadable,
                $"reading the file failed{where}: {readFault.Message}",
                isTransient: true,
                readFault
            ),
            ComicException already => already,
            CryptographicException => New(ErrorCode.ArchiveEncrypted, $"the archive is encrypted{where}"),
            MultiVolumeExtractionException or MultipartStreamRequiredException => New(
                ErrorCode.ArchiveMultiVolume,
                "this is one volume of several; join the volumes first"
            ),
            IncompleteArchiveException or EndOfStreamException => New(
                ErrorCode.ArchiveTruncated,
                $"the archive ends before its content does{where}"
            ),
            NotSupportedException or NotImplementedException => New(
                ErrorCode.ArchiveUnsupported,
                $"the archive uses a method that cannot be read here{where}"
            ),
            InvalidFormatException when exception.Message.Contains("crc", StringComparison.OrdinalIgnoreCase) => New(
                ErrorCode.ArchiveDamaged,
                $"the archive is damaged{where}: a checksum is wrong"
            ),

            // Decompressors meet hostile bytes with every exception there is (index, overflow, format, null, their own); their texts say nothing to a reader.
            _ => New(ErrorCode.ArchiveDamaged, $"the archive is damaged{where}: the packed data cannot be unpacked"),
        };

        ComicException New(string code, string message) => new Errors.ArchiveException(code, message, exception);
    }
}
