using System.Text;

namespace Comic2Pdf.Functions.Storage;

/// <summary>The names that everything has in the store. No name in here comes from inside an archive.</summary>
public static class DataLayout
{
    /// <summary>Where comics are dropped.</summary>
    public const string In = "in";

    /// <summary>Finished PDFs.</summary>
    public const string Out = "out";

    /// <summary>A folder for each job under way.</summary>
    public const string Work = "work";

    /// <summary>Archives that are done.</summary>
    public const string Archive = "archive";

    /// <summary>Archives that failed or were refused.</summary>
    public const string Error = "error";

    /// <summary>Duplicates that wait for a decision.</summary>
    public const string Duplicates = "hold/duplicates";

    /// <summary>Archives of jobs that are not over. Not in work/: what is there can be made again, an archive cannot.</summary>
    public const string Inputs = "hold/jobs";

    /// <summary>Reports about duplicates.</summary>
    public const string DuplicateReports = "reports/duplicates";

    /// <summary>The files about all jobs.</summary>
    public const string Index = "index";

    /// <summary>The list of all jobs, newest first.</summary>
    public const string JobsJson = $"{Index}/jobs.json";

    /// <summary>The counters of GET /metrics.</summary>
    public const string MetricsJson = $"{Index}/metrics.json";

    /// <summary>The live configuration.</summary>
    public const string ConfigJson = $"{Index}/config.json";

    /// <summary>A file for each blob that was delivered into in/.</summary>
    public const string BlobMarks = $"{Index}/blobs";

    /// <summary>A file for each side file whose archive is being moved.</summary>
    public const string SideMarks = $"{Index}/sides";

    /// <summary>A file for each file of in/ that was dealt with and cannot be removed.</summary>
    public const string Stuck = $"{Index}/stuck";

    /// <summary>A file for each notice that is to be delivered.</summary>
    public const string Outbox = $"{Index}/outbox";

    /// <summary>Those that were delivered, for a while.</summary>
    public const string OutboxDone = $"{Outbox}/done";

    /// <summary>A file for each finished book: its pages and their texts, for as long as its job is known.</summary>
    public const string Books = $"{Index}/books";

    /// <summary>One line for each file that was refused.</summary>
    public const string RejectionsJournal = $"{Index}/rejections.jsonl";

    /// <summary>One line for each job that HISTORY_DAYS has taken out of the history.</summary>
    public const string HistoryLog = $"{Index}/history.jsonl";

    /// <summary>The name of a file that says how a job is.</summary>
    public const string StateFile = "state.json";

    /// <summary>How the file ends that says what the archive beside it is.</summary>
    public const string SideFileEnding = ".info.json";

    private const string BookEnding = ".json.gz";

    // A file name has at most 255 bytes; "__job-", the key and ".pdf" take 139 of them, ".alto.xml" 144.
    private const int MaxStemBytes = 110;
    private const int MaxNameBytes = 255;
    private const int MaxEndingBytes = 32;

    // The name of a blob has at most 1024 characters, and 255 are for what is in the folder.
    private const int MaxFolderBytes = 700;

    /// <summary>The folders that a store has from the start.</summary>
    public static IReadOnlyList<string> Folders { get; } = [In, Out, Work, Archive, Error, Duplicates, Inputs, DuplicateReports, Index];

    /// <summary>A job's folder.</summary>
    public static string WorkOf(string jobKey) => $"{Work}/{jobKey}";

    /// <summary>A file or folder of a job.</summary>
    public static string WorkOf(string jobKey, string name) => $"{Work}/{jobKey}/{name}";

    /// <summary>The claim of a job: whose archive it is made from.</summary>
    public static string ClaimOf(string jobKey) => WorkOf(jobKey, "claim");

    /// <summary>A job's state.json.</summary>
    public static string StateOf(string jobKey) => WorkOf(jobKey, StateFile);

    /// <summary>The last PDF of a job that did not pass its check.</summary>
    public static string InvalidOf(string jobKey) => WorkOf(jobKey, "invalid.pdf");

    /// <summary>The PDF of pictures.</summary>
    public static string RawOf(string jobKey) => WorkOf(jobKey, "raw.pdf");

    /// <summary>What a stage's attempts wrote for people.</summary>
    public static string LogOf(string jobKey, string stage) => WorkOf(jobKey, $"{StageName(stage)}.log");

    /// <summary>A stage's heartbeat.</summary>
    public static string HeartbeatOf(string jobKey, string stage) => WorkOf(jobKey, $"{StageName(stage)}.heartbeat");

    /// <summary>The file that names the current attempt of a stage.</summary>
    public static string FenceOf(string jobKey, string stage) => WorkOf(jobKey, $"{StageName(stage)}.attempt");

    /// <summary>What PREP knows of a job's pages.</summary>
    public static string ManifestOf(string jobKey) => WorkOf(jobKey, "manifest.json");

    /// <summary>What was read on a page, from 0.</summary>
    public static string PageOf(string jobKey, int index) => WorkOf(jobKey, $"ocr/{index + 1}.json");

    /// <summary>A job's archive while the job is not over.</summary>
    public static string InputOf(string jobKey, string fileName) => $"{InputsOf(jobKey)}/{fileName}";

    /// <summary>The folder of it.</summary>
    public static string InputsOf(string jobKey) => $"{Inputs}/{jobKey}";

    /// <summary>Where versions before hold/jobs had it.</summary>
    public static string OldInputsOf(string jobKey) => WorkOf(jobKey, "input");

    /// <summary>Where the archive of a failed job and its state.json are.</summary>
    public static string ErrorOf(string jobKey) => $"{Error}/{jobKey}";

    /// <summary>A file in the error folder of a job.</summary>
    public static string ErrorOf(string jobKey, string fileName) => $"{Error}/{jobKey}/{fileName}";

    /// <summary>The archive of a failed job. It stands beside the job's state.json, and one that is called so itself gets another name.</summary>
    public static string ErrorArchiveOf(string jobKey, string fileName) =>
        ErrorOf(jobKey, fileName.Equals(StateFile, StringComparison.OrdinalIgnoreCase) ? Numbered(fileName, 2) : fileName);

    /// <summary>The finished PDF of an attempt.</summary>
    public static string FinalOf(string jobKey, string token) => WorkOf(jobKey, $"final.{token}.pdf");

    /// <summary>The finished PDF of an archive of this name.</summary>
    /// <param name="jobKey">The job.</param>
    /// <param name="fileName">The archive's name.</param>
    /// <param name="folder">The folder below out/; null: out/ itself.</param>
    public static string OutOf(string jobKey, string fileName, string? folder) =>
        $"{Below(Out, folder)}/{ShortStem(fileName)}__job-{jobKey}.pdf";

    /// <summary>A folder below in/, out/ or archive/; null: that folder itself.</summary>
    public static string Below(string root, string? folder) => string.IsNullOrEmpty(folder) ? root : $"{root}/{folder}";

    /// <summary>The folder below in/ that a file is in: "Series/Volume 1". Null: none, or one whose name is too long for what is to stand in out/.</summary>
    public static string? FolderBelowIn(string name)
    {
        var folder = FolderOf(name);
        return folder.StartsWith($"{In}/", StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(folder) <= MaxFolderBytes
            ? folder[(In.Length + 1)..]
            : null;
    }

    /// <summary>A name without its last part; empty: it has one part only.</summary>
    public static string FolderOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.LastIndexOf('/') is > 0 and var end ? name[..end] : string.Empty;
    }

    /// <summary>What is known of a finished book's pages, also when its work folder is gone.</summary>
    public static string BookOf(string jobKey) => $"{Books}/{jobKey}{BookEnding}";

    /// <summary>What an attempt knows of them, until its PDF is in its place.</summary>
    public static string BookOf(string jobKey, string token) => WorkOf(jobKey, $"book.{token}{BookEnding}");

    /// <summary>The job of a file of <see cref="Books"/>, or null.</summary>
    public static string? JobOfBook(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return fileName.EndsWith(BookEnding, StringComparison.Ordinal) && !fileName.StartsWith('.') ? fileName[..^BookEnding.Length] : null;
    }

    /// <summary>The last part of a name.</summary>
    public static string LastPart(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name[(name.LastIndexOf('/') + 1)..];
    }

    /// <summary>Whether a dropped file is still being written, or is no archive; see <see cref="UnfinishedNameRule"/>.</summary>
    public static bool IsIgnored(string fileName) => UnfinishedNameRule.IsUnfinished(fileName);

    /// <summary>A file's name with a number, for the second of that name: "Tintin (2).cbz".</summary>
    public static string Numbered(string fileName, int number) =>
        number == 1 ? fileName : $"{ShortStem(fileName)} ({number}){Path.GetExtension(fileName)}";

    /// <summary>A file name to which so many bytes can still be added: its stem is cut when it must be, its ending stays.</summary>
    public static string Fit(string fileName, int extra)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var ending = Path.GetExtension(fileName);
        ending = Encoding.UTF8.GetByteCount(ending) <= MaxEndingBytes ? ending : string.Empty;
        return Cut(fileName[..^ending.Length], MaxNameBytes - extra - Encoding.UTF8.GetByteCount(ending)) + ending;
    }

    /// <summary>Whether a file name with this at its end is not too long for a file system.</summary>
    public static bool FitsWith(string fileName, string ending) =>
        Encoding.UTF8.GetByteCount(fileName) + Encoding.UTF8.GetByteCount(ending) <= MaxNameBytes;

    private static string StageName(string stage) => stage == Jobs.JobStages.Prep ? "prep" : "ocr";

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
