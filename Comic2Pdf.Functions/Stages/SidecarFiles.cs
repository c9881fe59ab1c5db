using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Sidecars;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Functions.Stages;

/// <summary>TEXT_SIDECAR: files of the text, made with a PDF and always where it is.</summary>
public sealed class SidecarFiles(IStore store, AppSettings settings)
{
    /// <summary>Makes them, as files of an attempt.</summary>
    public async Task WriteAsync(StageWork job, PageManifest manifest, IReadOnlyList<PageText?> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (settings.TextSidecar.Count == 0)
        {
            return;
        }

        var book = ComicFinisher.TextOf(manifest, texts, job.Deskew);
        foreach (var format in settings.TextSidecar)
        {
            await using var local = store.Create(Beside(DataLayout.FinalOf(job.JobKey, job.Token), format));
            await using (var file = File.Create(local.Path))
            {
                Sidecar.Write(format, file, book);
            }

            await local.CommitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Puts them beside the PDF that has just been put in place. What an earlier run has left there in a format that is no longer wanted tells of another PDF, and goes.
    /// Doing it again changes nothing.
    /// </summary>
    public async Task PublishAsync(StageWork job, string pdf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        foreach (var format in Sidecar.All)
        {
            if (settings.TextSidecar.Contains(format))
            {
                var made = Beside(DataLayout.FinalOf(job.JobKey, job.Token), format);
                await store.MoveAsync(made, Beside(pdf, format), overwrite: true, cancellationToken);
            }
            else
            {
                await store.DeleteAsync(Beside(pdf, format), cancellationToken);
            }
        }
    }

    /// <summary>Copies those of a PDF that was copied.</summary>
    public async Task CopyAsync(string pdf, string copy, CancellationToken cancellationToken)
    {
        foreach (var format in Sidecar.All)
        {
            await store.CopyAsync(Beside(pdf, format), Beside(copy, format), cancellationToken);
        }
    }

    private static string Beside(string pdf, SidecarFormat format) => Path.ChangeExtension(pdf, null) + Sidecar.EndingOf(format);
}
