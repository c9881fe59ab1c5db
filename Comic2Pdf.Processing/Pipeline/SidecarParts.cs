using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Sidecars;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>The files of the text beside a PDF that is being made. Each appears whole or not at all.</summary>
internal sealed class SidecarParts(string pdf, ConversionOptions options)
{
    private readonly (SidecarFormat Format, string Path)[] _files =
    [
        .. options.Sidecars.Select(f => (f, Path.ChangeExtension(pdf, null) + Sidecar.EndingOf(f))),
    ];

    /// <summary>Where they are.</summary>
    public IReadOnlyList<string> Names => [.. _files.Select(f => f.Path)];

    /// <summary>Nothing that this program has not written is replaced.</summary>
    /// <exception cref="OutputException">A name is taken by such a file.</exception>
    public void RequireFree()
    {
        try
        {
            if (!options.Overwrite && Names.FirstOrDefault(n => File.Exists(n) && !Sidecar.IsOwn(n)) is { } taken)
            {
                throw new OutputException(
                    ErrorCode.OutputExists,
                    $"the name of {Path.GetFileName(taken)} is taken by a file of another program"
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputExists, $"a sidecar's name is taken by a file that cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes them.</summary>
    /// <exception cref="OutputException">One cannot be written.</exception>
    public void Publish(SidecarBook book)
    {
        foreach (var (format, path) in _files)
        {
            var part = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.part");
            try
            {
                using (var file = File.Create(part))
                {
                    Sidecar.Write(format, file, book);
                }

                File.Move(part, path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new OutputException(ErrorCode.OutputNotWritable, $"{Path.GetFileName(path)} cannot be written: {e.Message}", e);
            }
            finally
            {
                File.Delete(part);
            }
        }
    }
}
