using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>PREP: the archive's pictures, byte for byte where PDF allows, into a PDF without text, and the manifest of its pages.</summary>
public sealed class ComicPreparer(PageWorkerPool workers)
{
    /// <summary>Writes the PDF of pictures.</summary>
    /// <param name="archivePath">The archive.</param>
    /// <param name="rawPdfPath">The file to write; it is a valid PDF when this returns.</param>
    /// <param name="title">Title for a book without metadata.</param>
    /// <param name="options">How to convert.</param>
    /// <param name="progress">Notified of each page.</param>
    /// <param name="cancellationToken">Stops; the file is left behind unfinished.</param>
    /// <exception cref="ComicException">With a code of <see cref="ErrorCode"/>; nothing of use is in the file then.</exception>
    public async Task<PageManifest> PrepareAsync(
        string archivePath,
        string rawPdfPath,
        string title,
        ConversionOptions options,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var archive = ComicArchive.Open(archivePath, options.Limits, Path.GetDirectoryName(Path.GetFullPath(rawPdfPath)));
        try
        {
            // A new file and not an emptied one: ext4 writes an emptied one to the disk when it is closed (mount option auto_da_alloc), which
            // takes as long as all the rest.
            File.Delete(rawPdfPath);
            await using var file = new FileStream(
                rawPdfPath,
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.Read,
                bufferSize: 1 << 16
            );
            var pdf = new PdfWriter(file);
            await using var checks = new PageChecks(file, workers.Count);
            var book = new PageCollector(new ImageWriter(pdf), workers, checks, options, progress);
            foreach (var entry in archive.ReadEntries(cancellationToken))
            {
                await book.AddAsync(entry, cancellationToken);
            }

            await book.FinishAsync(cancellationToken);
            if (archive.Kind == ArchiveKind.Zip)
            {
                book.AddComment(ZipComment.Read(archivePath));
            }

            pdf.Flush();
            var manifest = book.Close(title, pdf.Position, [.. pdf.Offsets], archive.Warnings);
            new BookWriter(pdf).Write(manifest.Pages, manifest.Info, title, new Text.PageText?[manifest.Pages.Count]);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputNotWritable, $"the PDF cannot be written: {e.Message}", e);
        }
    }
}
