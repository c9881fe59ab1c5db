using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Checks a file before it is read: its size, its first bytes, the free disk space.</summary>
public sealed class InputCheck(AppSettings settings, IStore store, IDiskSpace disk)
{
    private const long Mega = 1 << 20;

    /// <summary>Why the file is refused, or null.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnreadableFileException">This process may not read it.</exception>
    public async Task<(string Code, string Detail)?> CheckAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Fault == EntryFault.Link)
        {
            // Not even looked at: the reason would say what the first bytes are of a file that the sender may not read.
            return (RejectionCode.Link, "it is a link; links are not followed: put the file itself into in/");
        }

        var size = file.Length;
        if (size == 0 || size > settings.MaxInputSizeMb * Mega)
        {
            return (
                RejectionCode.Size,
                size == 0
                    ? "the file is empty"
                    : $"the file has {size} bytes, more than the {settings.MaxInputSizeMb} MiB allowed (MAX_INPUT_SIZE_MB)"
            );
        }

        try
        {
            await using var content = await store.OpenReadAsync(file.Name, cancellationToken);
            ArchiveSignature.Check(content);
        }
        catch (ArchiveException e)
        {
            return (e.Code, e.Message);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnreadableFileException("the service's user may not read it: give it the right to", e);
        }

        var needed = (long)(size * settings.DiskFreeFactor);
        var free = disk.FreeBytes(settings.DataDir);
        return free < needed
            ? (
                RejectionCode.Disk,
                $"{free} bytes are free where {needed} are needed (DISK_FREE_FACTOR {settings.DiskFreeFactor}); make room, then put the file into in/ again"
            )
            : null;
    }
}
