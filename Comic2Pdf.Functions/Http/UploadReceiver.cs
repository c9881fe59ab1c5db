using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Http;

/// <summary>Takes one file that comes over HTTP. It passes through in/ under a hidden name and goes the way of all others.</summary>
public sealed class UploadReceiver(
    IStore store,
    AppSettings settings,
    TakeFile takeFile,
    WaitingFiles waiting,
    EventCounters counters,
    ILogger<UploadReceiver> logger
)
{
    /// <summary>What to send.</summary>
    internal const string NoFile = "send a file as multipart/form-data, or as the body with its name in ?name=";

    private const long Mega = 1 << 20;

    /// <summary>Stores the file, no more of it than the limit allows, and takes it in.</summary>
    /// <exception cref="InvalidDataException">Its bytes cannot be read from the sender.</exception>
    /// <exception cref="FormatException">What is said of the book makes no sense.</exception>
    internal async Task<UploadOutcome> ReceiveAsync(UploadedFile file, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var name = DataLayout.Fit(Path.GetFileName(file.Name.Replace('\\', '/')).TrimStart('.'), 0);
        if (name.Length == 0 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            return UploadOutcome.Error(file.Name, StatusCodes.Status400BadRequest, NoFile);
        }

        var book = DetailsOf(file.Fields);
        var part = $"{DataLayout.In}/.{Guid.NewGuid():N}.part";
        try
        {
            await using var local = store.Create(part);
            if (!await CopyAsync(file.Content, local.Path, cancellationToken))
            {
                return UploadOutcome.Error(
                    name,
                    StatusCodes.Status413PayloadTooLarge,
                    $"the file is larger than the {settings.MaxInputSizeMb} MiB allowed (MAX_INPUT_SIZE_MB); what follows it was not read"
                ) with
                {
                    MayGoOn = false,
                };
            }

            await local.CommitAsync(cancellationToken);
            var result = await takeFile.RunAsync(client, new IntakeRequest(part, name, Details: book), cancellationToken);
            if (result.Kind == IntakeKind.Later)
            {
                // It could not be taken now: from in/ it is tried again.
                await waiting.AddAsync(part, name, book, cancellationToken);
            }

            return OutcomeOf(name, result);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not BadHttpRequestException))
        {
            counters.NoteFault(e);
            return UploadOutcome.Error(name, StatusCodes.Status507InsufficientStorage, $"the file cannot be kept: {e.Message}") with
            {
                MayGoOn = false,
            };
        }
        finally
        {
            await RemoveAsync(part);
        }
    }

    private static UploadOutcome OutcomeOf(string name, IntakeResult result) =>
        result.Kind switch
        {
            IntakeKind.Rejected => new(name, null, new ErrorBody(result.Detail!, StatusCodes.Status400BadRequest, Code: result.Code)),
            IntakeKind.Duplicate => new(name, null, new ErrorBody(result.Detail!, StatusCodes.Status409Conflict, JobKey: result.JobKey)),
            IntakeKind.Accepted => new(name, new UploadAnswer("accepted", result.JobKey), null),
            _ => new(name, new UploadAnswer("later", result.JobKey), null),
        };

    /// <summary>What the query or the form says of the book: title, series, author, rtl.</summary>
    private static BookDetails? DetailsOf(IReadOnlyDictionary<string, string> fields)
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

    /// <returns>Whether the file is within the limit; else no more than that was read.</returns>
    private async Task<bool> CopyAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var left = settings.MaxInputSizeMb * Mega;
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 17];
        while (await UploadReader.FromSenderAsync(() => content.ReadAsync(buffer, cancellationToken).AsTask()) is var read and > 0)
        {
            if ((left -= read) < 0)
            {
                return false;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }
}
