using System.IO.Compression;
using System.Text;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>What someone needs who is to help: one ZIP file without archives, PDFs and secrets.</summary>
internal sealed class SupportBundle(DataFolder data)
{
    private const int DaysOfLogs = 3;
    private const long MaxFile = 32 << 20;

    private static readonly string[] JobFiles =
    [
        "state.json",
        "claim",
        "manifest.json",
        "prep.log",
        "ocr.log",
        "prep.heartbeat",
        "ocr.heartbeat",
    ];

    /// <summary>Writes it.</summary>
    /// <param name="path">The ZIP file; a new one.</param>
    /// <param name="jobKeys">Jobs whose files are to be in it.</param>
    /// <param name="texts">More files: name and content.</param>
    public void Write(string path, IEnumerable<string> jobKeys, IEnumerable<(string Name, string Content)> texts)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in texts)
        {
            using var entry = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
            entry.Write(content);
        }

        foreach (var source in Sources(jobKeys).Distinct(StringComparer.Ordinal))
        {
            Add(zip, source);
        }
    }

    private IEnumerable<string> Sources(IEnumerable<string> jobKeys) =>
        [
            .. data.Files("index", "*.json*"),
            .. data.Files("reports/duplicates", "*.json"),
            .. data.Files("logs", "comic2pdf-*.log").OrderDescending(StringComparer.Ordinal).Take(DaysOfLogs),
            .. data.Files("error", "*.reason.json"),
            .. jobKeys.SelectMany(k => JobFiles.Select(f => data.At("work", k, f)).Append(data.At("error", k, "state.json"))),
        ];

    // The end of what is too long: that is where the trouble is. A file that another process writes is taken as it is now.
    private void Add(ZipArchive zip, string source)
    {
        if (!File.Exists(source))
        {
            return;
        }

        using var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        content.Seek(Math.Max(0, content.Length - MaxFile), SeekOrigin.Begin);
        using var entry = zip.CreateEntry(Path.GetRelativePath(data.Root, source), CompressionLevel.Optimal).Open();
        content.CopyTo(entry);
    }
}
