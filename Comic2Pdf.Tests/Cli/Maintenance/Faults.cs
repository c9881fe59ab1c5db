using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Cli.Maintenance;

/// <summary>How each fault is planted. What it returns is kept until the examination is over.</summary>
internal static class Faults
{
    private const string Long = "2026-01-01T00:00:00Z";

    /// <summary>By the code that must be found.</summary>
    public static IReadOnlyDictionary<string, Func<Patient, IDisposable?>> All { get; } =
        new Dictionary<string, Func<Patient, IDisposable?>>(StringComparer.Ordinal)
        {
            // The machine.
            ["ocr_engine_missing"] = p =>
                Do(() =>
                {
                    p.Change((Machine m) => m with { Engine = null });
                    p.Change((AppSettings s) => s with { OcrEngine = Processing.Ocr.ReadingEngine.Tesseract });
                }),
            ["ocr_engine_old"] = p => Do(() => p.Change((Machine m) => m with { Engine = m.Engine! with { Version = "4.1.1" } })),
            ["ocr_language_missing"] = p => Do(() => p.Change((AppSettings s) => s with { OcrLang = "eng+xyz" })),
            ["ocr_language_damaged"] = p =>
                Do(() => File.WriteAllBytes(Path.Combine(p.Machine.Engine!.DataPath, "eng.traineddata"), [2, 0, 0, 0, 20, 0])),
            ["detector_missing"] = p => Do(() => p.Change((Machine m) => m with { Model = null })),
            ["second_reader_missing"] = p => Do(() => p.Change((Machine m) => m with { Model = Models(p, onlyFirst: true) })),
            ["model_damaged"] = p => Do(() => File.AppendAllText(Move(p, Models(p, onlyFirst: false)), "x")),
            ["open_files"] = p => Do(() => p.Change((Machine m) => m with { OpenFilesFault = "only 100 files" })),
            ["temp_not_writable"] = p => Do(() => p.Change((Machine m) => m with { TemporaryFolder = p.At("nowhere") })),
            ["port_taken"] = TakePort,

            // Settings.
            ["setting_invalid"] = p => Do(() => p.Fault = "OCR_WORKERS: '-3' is not allowed"),
            ["setting_unknown"] = p =>
                Do(() => p.Change((Machine m) => m with { Variables = new HashSet<string>(["PREP_CONCURENCY"], StringComparer.Ordinal) })),
            ["open_to_network"] = p => Do(() => p.Change((AppSettings s) => s with { HttpBind = "0.0.0.0" })),
            ["unauthenticated"] = p => Do(() => p.Change((AppSettings s) => s with { HttpBind = "*", AllowUnauthenticated = true })),

            // Folders and file systems.
            ["folder_missing"] = p => Do(() => Directory.Delete(p.At("reports"), recursive: true)),
            ["folder_not_writable"] = p => Do(() => Link(p, "archive", "/proc/sys/dev")),
            ["unreadable"] = p =>
                Do(() =>
                {
                    // It is there, and reading it fails, for root too.
                    File.Delete(p.At("index/jobs.json"));
                    File.CreateSymbolicLink(p.At("index/jobs.json"), "/proc/self/mem");
                }),
            ["owner_differs"] = p =>
                Do(() =>
                    p.Change((Machine m) => m with { OwnerOf = f => f.EndsWith("history.db", StringComparison.Ordinal) ? 0u : 1000u })
                ),
            ["disk_low"] = p => Do(() => Disk(p, f => f with { FreeBytes = 500L << 20 })),
            ["disk_full"] = p => Do(() => Disk(p, f => f with { FreeBytes = 5 << 20 })),
            ["inodes_low"] = p => Do(() => Disk(p, f => f with { FreeFiles = 12 })),
            ["file_system_read_only"] = p => Do(() => Disk(p, f => f with { IsReadOnly = true })),
            ["history_on_share"] = p => Do(() => DiskOf(p, path => path == p.Data, f => f with { Type = "nfs4" })),
            ["in_on_share"] = p => Do(() => DiskOf(p, path => path == p.At("in"), f => f with { Type = "cifs" })),

            // Runs and clocks.
            ["crashed"] = p => Do(() => p.Write("logs/running", Long)),
            ["lock_foreign"] = p =>
            {
                p.Change((Machine m) => m with { HasProcess = _ => false });
                return Serve(p);
            },
            ["clock_skew"] = p => Do(() => File.SetLastWriteTimeUtc(p.At("index/metrics.json"), p.Machine.Now.UtcDateTime.AddHours(2))),

            // Files.
            ["json_corrupt"] = p => Do(() => p.Write("index/jobs.json", "{ half")),
            ["config_corrupt"] = p => Do(() => p.Write("index/config.json", "no json")),
            ["config_invalid"] = p => Do(() => p.Write("index/config.json", """{"prep_concurrency": 900, "ocr_concurrency": 1}""")),
            ["report_corrupt"] = p => Do(() => p.Write($"reports/duplicates/{p.Key}.json", "{")),
            ["search_damaged"] = p => Do(() => p.Write("index/search.db", new string('x', 4096))),
            ["triggers_damaged"] = p => Do(() => p.Write("runtime/triggers.db", new string('x', 4096))),
            ["unfinished_file"] = p => Do(() => p.WriteOld("in/old.cbz.part")),
            ["side_file_orphan"] = p => Do(() => p.WriteOld("in/gone.cbz.info.json")),
            ["input_is_folder"] = p => Do(() => p.Write("in/book.cbz/1.jpg", "x")),
            ["file_refused"] = p =>
                Do(() =>
                {
                    p.Write("error/bad.cbz", "x");
                    p.Write("error/bad.cbz.reason.json", "{}");
                }),
            ["reason_orphan"] = p => Do(() => p.Write("error/gone.cbz.reason.json", "{}")),
            ["file_without_reason"] = p => Do(() => p.Write("error/foreign.cbz", "x")),
            ["temporary_left"] = p => Do(() => p.Write($"out/.{Guid.NewGuid():N}.tmp", "x")),
            ["duplicate_waits"] = p => Do(() => p.Write($"hold/duplicates/{p.Key}/20260101-000000__b.cbz", "x")),
            ["decision_invalid"] = p => Do(() => p.Write($"hold/duplicates/{p.Key}/decision.invalid.json", "maybe")),
            ["notices_late"] = p => Do(() => p.Write("index/outbox/n.json", JsonSerializer.Serialize(Late(p), Json.Options))),
            ["notice_corrupt"] = p => Do(() => p.Write("index/outbox/n.json", "[")),

            // The history and jobs.
            ["history_damaged"] = p => Do(() => p.Write("runtime/history.db", new string('x', 4096))),
            ["history_old"] = p => Do(() => p.Sql("PRAGMA user_version = 1")),
            ["history_new"] = p => Do(() => p.Sql("PRAGMA user_version = 99")),
            ["history_unreadable"] = p => Do(() => Directory.CreateDirectory(p.At("runtime/history.db-wal"))),
            ["history_missing"] = p => Do(() => File.Delete(p.At("runtime/history.db"))),
            ["state_missing"] = p => Do(() => File.Delete(p.At($"work/{p.Key}/state.json"))),
            ["state_differs"] = p => Do(() => p.ChangeJob(j => j["state"] = "OCR_RUNNING", inHistory: false)),
            ["attempts_over_limit"] = p =>
                Do(() =>
                {
                    p.Reopen("PREP_SUBMITTED", Long);
                    p.ChangeJob(j => j["attemptPrep"] = 9);
                }),
            ["job_stuck"] = p =>
            {
                p.Reopen("OCR_RUNNING", Long);
                File.Delete(p.At($"work/{p.Key}/ocr.heartbeat"));
                return Serve(p);
            },
            ["job_waits"] = p =>
            {
                p.Reopen("PREP_SUBMITTED", Long);
                return Serve(p);
            },
            ["job_paused"] = p =>
            {
                p.Reopen("PREP_RETRY", Long, "waits for room or rights, and goes on by itself: no space left");
                return Serve(p);
            },
            ["job_failed"] = p =>
                Do(() =>
                    p.ChangeJob(j =>
                    {
                        j["state"] = "ERROR_PREP";
                        j["error"] = new System.Text.Json.Nodes.JsonObject { ["code"] = "archive_damaged", ["detail"] = "says the test" };
                    })
                ),
            ["pdf_gone"] = p => Do(() => File.Delete(Directory.GetFiles(p.At("out"), "*.pdf").Single())),
            ["pdf_without_job"] = p => Do(() => p.Write($"out/b__job-{Other(p)}.pdf", "x")),
            ["archive_gone"] = p =>
                Do(() =>
                {
                    p.Reopen("PREP_SUBMITTED", Long);
                    File.Delete(p.At($"hold/jobs/{p.Key}/a.cbz"));
                    File.Delete(p.At("archive/a.cbz"));
                }),
            ["work_without_job"] = p => Do(() => p.Write($"work/{Other(p)}/raw.pdf", "x")),
            ["claim_without_job"] = p =>
                Do(() =>
                {
                    Directory.CreateDirectory(p.At($"work/{Other(p)}"));
                    File.Copy(p.At($"work/{p.Key}/claim"), p.At($"work/{Other(p)}/claim"));
                }),
            ["claim_corrupt"] = p => Do(() => p.Write($"work/{p.Key}/claim", "{")),
            ["archive_without_claim"] = p => Do(() => p.Write("hold/jobs/someone/x.cbz", "x")),
            ["archive_in_work"] = p => Do(() => p.Write($"work/{p.Key}/input/a.cbz", "x")),
        };

    private static IDisposable? Do(Action plant)
    {
        plant();
        return null;
    }

    /// <summary>Holds the folder as a server does.</summary>
    private static FileStream Serve(Patient patient)
    {
        patient.Write("runtime/history.db.pid", $"{Environment.ProcessId}");
        return new DataFolder(patient.Data).TryTake()!;
    }

    private static TcpListener TakePort(Patient patient)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        patient.Change((AppSettings s) => s with { HttpPort = ((IPEndPoint)listener.LocalEndpoint).Port });
        return listener;
    }

    private static void Disk(Patient patient, Func<FileSystemFacts, FileSystemFacts> change) => DiskOf(patient, _ => true, change);

    private static void DiskOf(Patient patient, Func<string, bool> where, Func<FileSystemFacts, FileSystemFacts> change)
    {
        var before = patient.Machine.FileSystemOf;
        patient.Change((Machine m) => m with { FileSystemOf = f => where(f) ? change(before(f)!) : before(f) });
    }

    private static void Link(Patient patient, string folder, string target)
    {
        Directory.Delete(patient.At(folder), recursive: true);
        Directory.CreateSymbolicLink(patient.At(folder), target);
    }

    private static string Models(Patient patient, bool onlyFirst)
    {
        Assert.SkipWhen(patient.Machine.Model is null, "the models were not fetched");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(patient.Data)!, $"models-{onlyFirst}")).FullName;
        foreach (
            var file in Directory
                .GetFiles(Path.GetDirectoryName(patient.Machine.Model)!)
                .Where(f => !onlyFirst || f == patient.Machine.Model)
        )
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        return Path.Combine(folder, Path.GetFileName(patient.Machine.Model));
    }

    private static string Move(Patient patient, string model)
    {
        patient.Change((Machine m) => m with { Model = model });
        return model;
    }

    private static string Other(Patient patient) => $"{new string('0', 64)}__{patient.Key[66..]}";

    private static Notice Late(Patient patient) =>
        new(
            new NoticeBody("id", NoticeEvents.Done, Long, patient.Key, "a.cbz", JobStates.Done, 1, [], null, null, null),
            "http://127.0.0.1:9/",
            9,
            Long
        );
}
