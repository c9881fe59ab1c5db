using System.Text;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>Files that come over HTTP. They pass through in/ under a hidden name and go the way of all others.</summary>
public sealed class Uploads(IStore store, AppSettings settings, TakeFile takeFile, WaitingFiles waiting, ILogger<Uploads> logger)
{
    private const long Mega = 1 << 20;
    private const int MaxBoundary = 100;
    private const int MaxFields = 16;

    /// <summary>Stores the file of a request and takes it in.</summary>
    public async Task<IResult> ReceiveAsync(HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var part = $"{DataLayout.In}/.{Guid.NewGuid():N}.part";
        try
        {
            await using var local = store.Create(part);
            var details = new Dictionary<string, string>(
                request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())),
                StringComparer.Ordinal
            );
            if (await SaveAsync(request, details, local.Path, cancellationToken) is not { } name)
            {
                return Reply.Error(
                    StatusCodes.Status400BadRequest,
                    "send a file as multipart/form-data, or as the body with its name in ?name="
                );
            }

            if (new FileInfo(local.Path).Length > settings.MaxInputSizeMb * Mega)
            {
                return Reply.Error(
                    StatusCodes.Status413PayloadTooLarge,
                    $"the file is larger than the {settings.MaxInputSizeMb} MiB allowed (MAX_INPUT_SIZE_MB)"
                );
            }

            await local.CommitAsync(cancellationToken);
            var book = DetailsOf(details);
            var result = await takeFile.RunAsync(client, new IntakeRequest(part, name, Details: book), cancellationToken);
            if (result.Kind == IntakeKind.Later)
            {
                // It could not be taken now: from in/ it is tried again.
                await waiting.AddAsync(part, name, book, cancellationToken);
            }

            return result.Kind switch
            {
                IntakeKind.Rejected => Reply.Json(
                    new
                    {
                        Error = result.Detail,
                        Status = 400,
                        result.Code,
                    },
                    StatusCodes.Status400BadRequest
                ),
                IntakeKind.Duplicate => Reply.Json(
                    new
                    {
                        Error = result.Detail,
                        Status = 409,
                        result.JobKey,
                    },
                    StatusCodes.Status409Conflict
                ),
                _ => Reply.Json(
                    new { Status = result.Kind == IntakeKind.Accepted ? "accepted" : "later", result.JobKey },
                    StatusCodes.Status202Accepted
                ),
            };
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            return Reply.Error(StatusCodes.Status400BadRequest, $"the request cannot be read: {e.Message}");
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return Reply.Error(StatusCodes.Status507InsufficientStorage, $"the file cannot be kept: {e.Message}");
        }
        finally
        {
            await RemoveAsync(part);
        }
    }

    /// <summary>What the query or the form says of the book: title, series, author, rtl.</summary>
    private static BookDetails? DetailsOf(Dictionary<string, string> fields)
    {
        var rtl = fields.GetValueOrDefault("rtl", "false");
        var details = BookDetails.Check(
            new BookDetails
            {
                Title = fields.GetValueOrDefault("title"),
                Series = fields.GetValueOrDefault("series"),
                Author = fields.GetValueOrDefault("author"),
                RightToLeft = bool.TryParse(rtl, out var value) ? value : throw new FormatException("rtl is neither true nor false"),
            }
        );
        return details.IsEmpty ? null : details;
    }

    // The sender may have disconnected before the answer. When the removal fails the answer stays right; the janitor removes the file.
    private async Task RemoveAsync(string part)
    {
        try
        {
            await store.DeleteAsync(part, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"removing {store.DisplayName(part)}", e.Message);
        }
    }

    private Task<string?> SaveAsync(
        HttpRequest request,
        Dictionary<string, string> fields,
        string part,
        CancellationToken cancellationToken
    ) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? SaveFormAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), fields, part, cancellationToken)
            : CopyAsync(request.Body, request.Query["name"].ToString(), part, cancellationToken);

    /// <summary>The first file of a form, straight to its place, and the short fields before it: nothing else of the form is kept, however much there is.</summary>
    private async Task<string?> SaveFormAsync(
        HttpRequest request,
        string boundary,
        Dictionary<string, string> fields,
        string part,
        CancellationToken cancellationToken
    )
    {
        if (boundary.Length is 0 or > MaxBoundary)
        {
            throw new InvalidDataException("the form has no boundary");
        }

        try
        {
            var form = new MultipartReader(boundary, request.Body);
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.AsFileSection() is { FileStream: { } content } file)
                {
                    return await CopyAsync(content, file.FileName, part, cancellationToken);
                }

                if (section.AsFormDataSection() is { } field && fields.Count < MaxFields)
                {
                    fields[field.Name] = await ReadFieldAsync(section.Body, cancellationToken);
                }
            }

            return null;
        }
        catch (IOException e)
            when (e is not BadHttpRequestException && e.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal))
        {
            // It ends before its last boundary; that is no fault of the disk.
            throw new InvalidDataException("the form is cut short", e);
        }
    }

    // One byte more than a field may have, so that it is seen to be too long; the rest is passed over.
    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[(4 * BookDetails.MaxLength) + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<string?> CopyAsync(Stream content, string name, string part, CancellationToken cancellationToken)
    {
        var plain = DataLayout.Fit(Path.GetFileName(name.Replace('\\', '/')).TrimStart('.'), 0);
        if (plain.Length == 0 || plain.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            return null;
        }

        await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 17];
        for (int read; file.Length <= settings.MaxInputSizeMb * Mega && (read = await content.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return plain;
    }
}
