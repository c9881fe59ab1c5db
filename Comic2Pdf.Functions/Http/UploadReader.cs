using System.Runtime.CompilerServices;
using System.Text;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>Finds the files in the body of an upload. Nothing of it is kept, however much there is.</summary>
internal static class UploadReader
{
    private const int MaxBoundary = 100;
    private const int MaxFields = 16;

    /// <summary>The files, one after the other; each must have been read before the next is asked for.</summary>
    /// <param name="request">The request. A body that is no multipart/form-data is one file, whatever its type: curl says that it is an urlencoded form.</param>
    /// <param name="name">The name of a file that is the body.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidDataException">The body is malformed or ends too early.</exception>
    public static IAsyncEnumerable<UploadedFile> ReadAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(
            request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())),
            StringComparer.Ordinal
        );
        return
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? ReadFormAsync(request.Body, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), fields, cancellationToken)
            : ReadBodyAsync(request.Body, name, fields);
    }

    /// <summary>Reads what a sender sends. When that fails it is the sender's fault, and not that of a disk.</summary>
    /// <exception cref="InvalidDataException">The body is malformed or ends too early.</exception>
    public static async Task<T> FromSenderAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new InvalidDataException($"the body is malformed or cut short: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<UploadedFile> ReadBodyAsync(Stream body, string name, Dictionary<string, string> fields)
    {
        await Task.CompletedTask;
        yield return new UploadedFile(name, body, fields);
    }

    private static async IAsyncEnumerable<UploadedFile> ReadFormAsync(
        Stream body,
        string boundary,
        Dictionary<string, string> fields,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (boundary.Length is 0 or > MaxBoundary)
        {
            throw new InvalidDataException("the form has no boundary");
        }

        var form = new MultipartReader(boundary, body);
        while (await FromSenderAsync(() => form.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            if (section.AsFileSection() is { FileStream: { } content } file)
            {
                yield return new UploadedFile(file.FileName, content, fields);
            }
            else if (section.AsFormDataSection() is { } field && fields.Count < MaxFields)
            {
                fields[field.Name] = await FromSenderAsync(() => ReadFieldAsync(section.Body, cancellationToken));
            }
        }
    }

    // One byte more than a field may have, so that it is seen to be too long; the rest is passed over.
    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[(4 * BookDetails.MaxLength) + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
