using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Files that come over HTTP. They pass through in/ under a hidden name and go the way of all others.</summary>
public sealed class Uploads(IStore store, AppSettings settings, IntakeService intake)
{
    private const long Mega = 1 << 20;

    /// <summary>Takes the request's file.</summary>
    public async Task<IResult> TakeAsync(HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var part = $"{DataLayout.In}/.{Guid.NewGuid():N}.part";
        try
        {
            await using var local = store.Create(part);
            if (await SaveAsync(request, local.Path, cancellationToken) is not { } name)
            {
                return Reply.Error(StatusCodes.Status400BadRequest, "send a file as multipart/form-data, or as the body with its name in ?name=");
            }

            if (new FileInfo(local.Path).Length > settings.MaxInputSizeMb * Mega)
            {
                return Reply.Error(StatusCodes.Status413PayloadTooLarge, $"the file is larger than the {settings.MaxInputSizeMb} MiB allowed (MAX_INPUT_SIZE_MB)");
            }

            await local.CommitAsync(cancellationToken);
            var result = await intake.TakeAsync(client, part, name, nonce: null, cancellationToken);
            if (result.Kind == IntakeResult.Later)
            {
                // It could not be taken now: from in/ it is tried again.
                await store.MoveIntoAsync(part, DataLayout.In, name, cancellationToken);
            }

            return result.Kind switch
            {
                IntakeResult.Rejected => Reply.Json(new { Error = result.Detail, Status = 400, result.Code }, StatusCodes.Status400BadRequest),
                IntakeResult.Duplicate => Reply.Json(new { Error = result.Detail, Status = 409, result.JobKey }, StatusCodes.Status409Conflict),
                _ => Reply.Json(new { Status = result.Kind, result.JobKey }, StatusCodes.Status202Accepted),
            };
        }
        catch (IOException e)
        {
            return Reply.Error(StatusCodes.Status507InsufficientStorage, $"the file cannot be kept: {e.Message}");
        }
        finally
        {
            // Its sender has left, perhaps: it was not told that the file is here.
            await store.DeleteAsync(part, CancellationToken.None);
        }
    }

    private async Task<string?> SaveAsync(HttpRequest request, string part, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form.Files.Count == 0 ? null : await CopyAsync(form.Files[0].OpenReadStream(), form.Files[0].FileName, part, cancellationToken);
        }

        return await CopyAsync(request.Body, request.Query["name"].ToString(), part, cancellationToken);
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
        for (int read; file.Length <= settings.MaxInputSizeMb * Mega && (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return plain;
    }
}
