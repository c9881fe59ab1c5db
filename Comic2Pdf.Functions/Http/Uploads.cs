using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Http;

/// <summary>Files that come over HTTP. They pass through in/ under a hidden name and go the way of all others.</summary>
public sealed class Uploads(DataLayout layout, AppSettings settings, IntakeService intake)
{
    private const long Mega = 1 << 20;

    /// <summary>Takes the request's file.</summary>
    public async Task<IResult> TakeAsync(HttpRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var part = Path.Combine(layout.In, $".{Guid.NewGuid():N}.part");
        try
        {
            var name = await SaveAsync(request, part, cancellationToken);
            if (name is null)
            {
                return Reply.Error(StatusCodes.Status400BadRequest, "send a file as multipart/form-data, or as the body with its name in ?name=");
            }

            if (new FileInfo(part).Length > settings.MaxInputSizeMb * Mega)
            {
                return Reply.Error(StatusCodes.Status413PayloadTooLarge, $"the file is larger than the {settings.MaxInputSizeMb} MiB allowed (MAX_INPUT_SIZE_MB)");
            }

            var result = await HandOverAsync(part, name, client, cancellationToken);
            return result.Kind switch
            {
                IntakeResult.Rejected => Reply.Json(new { Error = result.Detail, Status = 400, result.Code }, StatusCodes.Status400BadRequest),
                IntakeResult.Duplicate => Reply.Json(new { Error = result.Detail, Status = 409, result.JobKey }, StatusCodes.Status409Conflict),
                _ => Reply.Json(new { Status = result.Kind, result.JobKey }, StatusCodes.Status202Accepted),
            };
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<IntakeResult> HandOverAsync(string part, string name, DurableTaskClient client, CancellationToken cancellationToken)
    {
        // A folder of its own: the watcher must not see the file before this request has its answer.
        var folder = Path.Combine(layout.In, $".{Guid.NewGuid():N}");
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        try
        {
            File.Move(part, path);
            var result = await intake.TakeAsync(client, path, nonce: null, cancellationToken);
            if (File.Exists(path))
            {
                DataLayout.MoveInto(path, layout.In, name);
            }

            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
