using System.Text;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Functions.Stores;

/// <summary>Where everything is below DATA_DIR. No name in here comes from inside an archive.</summary>
public sealed class DataLayout
{
    // A file name has at most 255 bytes; "__job-", the key and ".pdf" take 140 of them.
    private const int MaxStemBytes = 110;
    private const int MaxNameBytes = 255;
    private const int MaxEndingBytes = 32;

    private static readonly Lock Moving = new();

    /// <summary>Makes the folders.</summary>
    public DataLayout(AppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Root = settings.DataDir;
        foreach (var folder in new[] { In, Out, Work, Archive, Error, Duplicates, DuplicateReports, Index, Logs })
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>DATA_DIR.</summary>
    public string Root { get; }

    /// <summary>Where comics are dropped.</summary>
    public string In => Path.Combine(Root, "in");

    /// <summary>Finished PDFs.</summary>
    public string Out => Path.Combine(Root, "out");

    /// <summary>A folder for each job under way.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>Archives that are done.</summary>
    public string Archive => Path.Combine(Root, "archive");

    /// <summary>Archives that failed or were refused.</summary>
    public string Error => Path.Combine(Root, "error");

    /// <summary>Duplicates that wait for a decision.</summary>
    public string Duplicates => Path.Combine(Root, "hold", "duplicates");

    /// <summary>Reports about duplicates.</summary>
    public string DuplicateReports => Path.Combine(Root, "reports", "duplicates");

    /// <summary>The files about all jobs.</summary>
    public string Index => Path.Combine(Root, "index");

    /// <summary>Rolling log files.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>All jobs.</summary>
    public string JobsJson => Path.Combine(Index, "jobs.json");

    /// <summary>All counters.</summary>
    public string MetricsJson => Path.Combine(Index, "metrics.json");

    /// <summary>The live configuration.</summary>
    public string ConfigJson => Path.Combine(Index, "config.json");

    /// <summary>A file for each blob that was delivered.</summary>
    public string BlobMarks => Path.Combine(Index, "blobs");

    /// <summary>One line for each file that was refused.</summary>
    public string RejectionsJournal => Path.Combine(Index, "rejections.jsonl");

    /// <summary>A job's folder.</summary>
    public string WorkOf(string jobKey) => Path.Combine(Work, jobKey);

    /// <summary>A file or folder of a job.</summary>
    public string WorkOf(string jobKey, params ReadOnlySpan<string> names) => Path.Combine([Work, jobKey, .. names]);

    /// <summary>A job's archive while it is worked on.</summary>
    public string InputOf(string jobKey, string fileName) => Path.Combine(Work, jobKey, "input", fileName);

    /// <summary>The finished PDF of an archive of this name.</summary>
    public string OutOf(string jobKey, string fileName) => Path.Combine(Out, $"{ShortStem(fileName)}__job-{jobKey}.pdf");

    /// <summary>A place in <paramref name="folder"/> for a file of this name; another one when the name is taken.</summary>
    public static string FreeName(string folder, string fileName)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, fileName);
        for (var i = 2; File.Exists(path); i++)
        {
            path = Path.Combine(folder, $"{ShortStem(fileName)} ({i}){Path.GetExtension(fileName)}");
        }

        return path;
    }

    /// <summary>Moves a file into a folder, under another name when its own is taken.</summary>
    /// <returns>Where it is now.</returns>
    public static string MoveInto(string path, string folder, string fileName)
    {
        // One at a time: two files of one name at the same instant would both find it free, and one of them would be overwritten.
        lock (Moving)
        {
            var target = FreeName(folder, fileName);
            File.Move(path, target);
            return target;
        }
    }

    /// <summary>A file name to which so many bytes can still be added: its stem is cut when it must be, its ending stays.</summary>
    public static string Fit(string fileName, int extra)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var ending = Path.GetExtension(fileName);
        ending = Encoding.UTF8.GetByteCount(ending) <= MaxEndingBytes ? ending : string.Empty;
        return Cut(fileName[..^ending.Length], MaxNameBytes - extra - Encoding.UTF8.GetByteCount(ending)) + ending;
    }

    private static string ShortStem(string fileName) => Cut(Path.GetFileNameWithoutExtension(fileName), MaxStemBytes);

    private static string Cut(string text, int maxBytes)
    {
        var length = 0;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > maxBytes)
            {
                break;
            }

            length += rune.Utf8SequenceLength;
            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}
