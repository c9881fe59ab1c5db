using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Drills;

/// <summary>docs/reliability.jsonl, a line for each run, and docs/reliability.md, which is made of it.</summary>
internal static class DrillReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Rows => Path.Combine(Repository.Root, "docs/reliability.jsonl");

    public static string Document => Path.Combine(Repository.Root, "docs/reliability.md");

    public static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Machine => $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}";

    /// <summary>Adds a row and writes the document anew.</summary>
    public static void Add(object row)
    {
        File.AppendAllText(Rows, JsonSerializer.Serialize(row, row.GetType(), Format) + "\n");
        Write();
    }

    public static void Write() => File.WriteAllText(Document, Render(File.ReadAllLines(Rows)));

    /// <summary>The document.</summary>
    public static string Render(IEnumerable<string> lines)
    {
        var all = lines.Where(l => l.Length > 0).ToList();
        var rows = all.Where(l => l.Contains("\"drill\"", StringComparison.Ordinal)).Select(Read<DrillRow>).ToList();
        var soaks = all.Where(l => l.Contains("\"soak\"", StringComparison.Ordinal)).Select(Read<SoakRow>).ToList();
        var text = new StringBuilder();
        text.Append(
            """
            # Reliability

            What was done to the program, and what came of it. This page is written by the drills themselves (`./test.sh drills`, `./test.sh soak`; see [testing.md](testing.md)) from
            [reliability.jsonl](reliability.jsonl), one line for each run; runs of the same drill are added up.

            *lost*: archives whose bytes are nowhere, or PDFs of DONE jobs that are not there. *twice*: PDFs published more often than asked for, archives in more places than they were dropped. *partial*: PDFs not whole when they
            appeared in `out/` or at the end (each is opened and its pages are counted). *wrong*: anything else that is not as promised: a state, a list or counter that differs from the history, an orphan, a missing log event, a
            finding of `comic2pdf doctor` at the end. *recover*: seconds until the server serves again after a kill, or the fault's jobs are where they belong: median, longest.


            """
        );
        text.Append(
            "| drill | fault | files are in | times | archives | lost | twice | partial | wrong | recover, s | what ends it | machine, date |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var group in rows.GroupBy(r => (r.Drill, r.Storage)))
        {
            var last = group.Last();
            var typical = group.Sum(r => r.RecoverTypical * r.Times) / Math.Max(1, group.Sum(r => r.Times));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {last.Drill} | {last.Fault} | {last.Storage} | {group.Sum(r => r.Times)} | {group.Sum(r => r.Archives)} | {group.Sum(r => r.Lost)} | {group.Sum(r => r.Twice)} | {group.Sum(r => r.Partial)} | {group.Sum(r => r.Wrong)} | {typical:0.0}, {group.Max(r => r.RecoverWorst):0.0} | {last.Remedy} | {last.Machine}, {last.Date} |\n"
            );
        }

        return text.Append(SoakText(soaks)).ToString();
    }

    private static string SoakText(List<SoakRow> soaks)
    {
        if (soaks.Count == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        text.Append(
            """

            ## Soak

            One server, jobs one after the other until so many are done. Figures are those of the server's process after each tenth of the jobs, from the first to the last; *flat* compares the last with the one after three tenths. The
            database and the files grow by what a job leaves (its state, its texts, its line in the lists), so they are given for each job.

            | jobs | reader | minutes | memory, MiB | handles | threads | history, KB a job | files a job | flat | machine, date |
            |---|---|---|---|---|---|---|---|---|---|

            """
        );
        foreach (var soak in soaks)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {soak.Soak} | {soak.Reader} | {soak.Minutes:0} | {string.Join(' ', soak.Memory)} | {string.Join(' ', soak.Handles)} | {string.Join(' ', soak.Threads)} | {soak.HistoryKb:0.0} | {soak.Files:0.0} | {(soak.IsFlat ? "yes" : "no")} | {soak.Machine}, {soak.Date} |\n"
            );
        }

        return text.ToString();
    }

    private static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Format)!;
}
