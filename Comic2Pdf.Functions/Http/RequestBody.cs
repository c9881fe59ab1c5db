using System.Text;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>Bodies that are a few lines of JSON.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes that one may have.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The body as text; null when it is larger than allowed.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return null;
        }

        // Some programs begin their UTF-8 with a mark, and some write UTF-16.
        using var reader = new StreamReader(new MemoryStream(buffer, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
