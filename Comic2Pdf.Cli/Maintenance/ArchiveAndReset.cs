using System.IO.Compression;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>
/// A clean start: archives that are not done go back to in/, everything but in/ and out/ into one ZIP file, and then away. Each step can be done again after a crash
/// in its middle: nothing is removed before it is in a ZIP file that is whole.
/// </summary>
internal sealed class ArchiveAndReset(DataFolder data)
{
    // "20260101-120000__"
    private const int HeldPrefix = 17;

    /// <summary>What stays where it is.</summary>
    private static readonly string[] Kept = [DataLayout.In, DataLayout.Out];

    // Can be made again from an archive that is back in in/.
    private const string RawPdf = "raw.pdf";

    // These are compressed already.
    private static readonly string[] Compressed = [".cbz", ".cbr", ".cb7", ".zip", ".rar", ".7z", ".pdf"];

    /// <summary>Archives of jobs that are not over, and duplicates that wait, go back to in/.</summary>
    /// <returns>The names that they have there.</returns>
    public IReadOnlyList<string> BringBackPending()
    {
        var names = new List<string>();
        foreach (var file in FilesOf(DataLayout.Inputs).Concat(FilesOf(DataLayout.Duplicates).Where(IsHeld)))
        {
            var name = Path.GetFileName(file);
            names.Add(MoveToIn(file, file.Contains($"/{DataLayout.Duplicates}/", StringComparison.Ordinal) ? name[HeldPrefix..] : name));
        }

        return names;
    }

    /// <summary>Bytes that the ZIP file may take.</summary>
    public long SizeToZip() => ToZip().Sum(f => new FileInfo(f).Length);

    /// <summary>Writes the ZIP file; it has its name only when it is whole.</summary>
    /// <param name="path">Its path.</param>
    public void Zip(string path)
    {
        var part = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    foreach (var source in ToZip())
                    {
                        var level = Compressed.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase)
                            ? CompressionLevel.NoCompression
                            : CompressionLevel.Fastest;
                        zip.CreateEntryFromFile(source, Path.GetRelativePath(data.Root, source), level);
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Removes what is in the ZIP file.</summary>
    public void Clean()
    {
        foreach (var folder in Zipped())
        {
            foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos().Where(e => !DataFolder.IsOfTheLock(e.Name)))
            {
                if (entry is DirectoryInfo { LinkTarget: null } below)
                {
                    below.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }
        }
    }

    private static bool IsHeld(string path) =>
        Path.GetFileName(path) is { Length: > HeldPrefix } name
        && char.IsAsciiDigit(name[0])
        && name.IndexOf("__", StringComparison.Ordinal) == HeldPrefix - 2;

    private IEnumerable<string> Zipped() =>
        Directory.Exists(data.Root) ? Directory.GetDirectories(data.Root).Where(d => !Kept.Contains(Path.GetFileName(d))) : [];

    private IEnumerable<string> ToZip() =>
        Zipped()
            .SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories))
            .Where(f => Path.GetFileName(f) != RawPdf && !DataFolder.IsOfTheLock(f))
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> FilesOf(string folder) =>
        data.Files(folder, depth: SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private string MoveToIn(string file, string name)
    {
        Directory.CreateDirectory(data.At(DataLayout.In));
        for (var i = 1; ; i++)
        {
            var target = data.At(DataLayout.In, DataLayout.Numbered(name, i));
            try
            {
                File.Move(file, target, overwrite: false);
                return Path.GetFileName(target);
            }
            catch (IOException) when (File.Exists(target) && File.Exists(file))
            {
                // The name is taken.
            }
        }
    }
}
