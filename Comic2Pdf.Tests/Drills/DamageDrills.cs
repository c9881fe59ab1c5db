using System.Text;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Files that are broken, missing or not what they should be.</summary>
internal static class DamageDrills
{
    private static readonly string[] Copies = ["index/jobs.json", "index/metrics.json", "index/config.json", "index/search.db"];

    public static IReadOnlyList<Drill> All { get; } =
    [
        new(
            "files damaged while it serves",
            "state.json, jobs.json, metrics.json, config.json, search.db broken, emptied or removed in a drawn mixture",
            Drill.Nothing,
            DamageServingAsync
        ),
        new(
            "files damaged while it is down",
            "the same, after a kill",
            "`comic2pdf doctor --fix`, or nothing",
            scene => DamageStoppedAsync(scene, isHistoryToo: false)
        ),
        new(
            "history damaged",
            "the same, and runtime/history.db overwritten, cut or removed",
            "move history.db away as the message says",
            scene => DamageStoppedAsync(scene, isHistoryToo: true)
        ),
        new("work emptied", "work/ is removed while books are read", "`comic2pdf retry --failed`", WorkEmptiedAsync),
        new("PDF of pictures cut", "raw.pdf is cut while its book is read", "`comic2pdf retry --failed`", RawCutAsync),
        new(
            "files refused",
            "too large, empty, web pages, pictures: no archives",
            "raise the limit, `comic2pdf rejections --retry ID`",
            RefusedAsync
        ),
        new("in/ flooded", "a thousand files of other programs that are not whole, hidden, or links", Drill.Nothing, FloodedAsync),
    ];

    private static async Task DamageServingAsync(DrillScene scene)
    {
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "50"));
        scene.DropTiny(4);
        for (var i = 0; i < 4; i++)
        {
            await scene.JobAsync(scene.Comics[i]);
            await scene.MomentAsync(200);
            Damage(scene, [.. Copies, .. States(scene)]);
        }

        scene.FaultEnds();
        await scene.AllDoneAsync();
        scene.Recovered();
        scene.DoctorMayFind = ["config_corrupt"];
    }

    private static async Task DamageStoppedAsync(DrillScene scene, bool isHistoryToo)
    {
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "80"));
        scene.DropTiny(5);
        await scene.JobAsync(scene.Comics[scene.Random.Next(5)], "OCR_RUNNING", "DONE");
        await scene.MomentAsync(500);
        await scene.KillAsync();
        Damage(scene, [.. Copies, .. States(scene)]);
        if (isHistoryToo)
        {
            DamageHistory(scene);

            // Jobs that were not done begin anew, those that were may be done again when a kill came before their archive was put away.
            foreach (var comic in scene.Comics)
            {
                comic.Again++;
            }
        }

        scene.FaultEnds();
        if (scene.Random.Next(2) == 0)
        {
            await scene.TypeAsync("doctor", "--fix");
        }

        await StartAsync(scene);
        await Until.TrueAsync(
            "all PDFs are there",
            () => scene.Comics.All(c => scene.Store.Names("out").Any(n => n.Contains(c.Hash, StringComparison.Ordinal)))
        );
        scene.Recovered();

        // A new history knows nothing of the jobs that were done before: so their state.json cannot be written again.
        scene.DoctorMayFind = isHistoryToo ? ["config_corrupt", "json_corrupt", "state_missing"] : ["config_corrupt"];
    }

    /// <summary>Starts it; when the history is damaged it says so, and what it says is done.</summary>
    private static async Task StartAsync(DrillScene scene)
    {
        try
        {
            await scene.ServeAsync();
        }
        catch (InvalidOperationException e)
        {
            scene.Expect(e.Message.Contains("history.db", StringComparison.Ordinal), $"it names the file: {e.Message}");
            var away = Directory.CreateDirectory(Path.Combine(scene.Data, "away")).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(scene.Data, "runtime"), "history.db*"))
            {
                File.Move(file, Path.Combine(away, Path.GetFileName(file)));
            }

            await scene.ServeAsync();
        }
    }

    private static async Task WorkEmptiedAsync(DrillScene scene)
    {
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "200"));
        scene.DropTiny(3, pages: 4);
        await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
        await scene.MomentAsync(600);

        // Its exit code says that the server writes at the same time.
        Shell.TryRun("sh", "-c", $"rm -rf '{scene.Data}'/work/*");
        scene.FaultEnds();
        await RetryFailedAsync(scene);
    }

    private static async Task RawCutAsync(DrillScene scene)
    {
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "200"));
        scene.DropTiny(2, pages: 5);
        var job = await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
        await scene.MomentAsync(600);
        var raw = Path.Combine(scene.Data, "work", job.JobKey, "raw.pdf");
        using (var file = new FileStream(raw, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(file.Length / 2);
        }

        scene.FaultEnds();
        await RetryFailedAsync(scene);
    }

    /// <summary>All jobs come to their ends; those that failed are tried again by the runbook's command, and then all are done.</summary>
    private static async Task RetryFailedAsync(DrillScene scene)
    {
        foreach (var comic in scene.Comics)
        {
            await scene.JobAsync(comic, "DONE", "ERROR_PREP", "ERROR_OCR");
        }

        var result = await scene.TypeAsync("retry", "--failed");
        scene.Expect(result.ExitCode == 0, $"retry --failed: {result.Output} {result.Errors}");
        await scene.AllDoneAsync();
        scene.Recovered();
    }

    private static async Task RefusedAsync(DrillScene scene)
    {
        await scene.ServeAsync(("MAX_INPUT_SIZE_MB", "1"));
        scene.Drop(DroppedComic.Tiny(scene.Random.Next(1 << 20), pages: 30, padding: 50_000));
        scene.Drop(DroppedComic.Junk(scene.Random.Next()));
        scene.DropTiny(1);
        await Until.TrueAsync("two are refused", async () => (await scene.JsonAsync("/rejections")).GetArrayLength() == 2);
        await scene.ExpectMetricAsync("input_rejected_size", 1);
        await scene.ExpectMetricAsync("input_rejected_signature", 1);
        await scene.SaidAsync("[2001]");
        await scene.JobAsync(scene.Comics[2], "DONE");
        await scene.Server.StopAsync();
        scene.FaultEnds();
        await scene.ServeAsync();
        await scene.RetryRejectionsAsync();
        await scene.AllDoneAsync();
        scene.Recovered();
    }

    private static async Task FloodedAsync(DrillScene scene)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Data, "in")).FullName;
        string[] names = ["{0}.cbz.part", ".{0}.cbz", "{0}.crdownload", "~${0}.cbz", "{0}.cbz~", "@eaDir/{0}.cbz", "{0}/.keep"];
        for (var i = 0; i < 1000; i++)
        {
            var path = Path.Combine(folder, string.Format(names[i % names.Length], i));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "PK\u0003\u0004 this is not all");
        }

        await scene.ServeAsync();
        scene.FaultEnds();
        scene.DropTiny(4);
        await scene.AllDoneAsync();
        scene.Recovered();
        scene.Expect((await Api.JobsAsync(scene.Http)).Count == 4, "nothing else became a job");
        scene.Expect(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length == 1000, "what is not whole is left alone");
        scene.Expect(scene.Store.IsEmpty("error"), "nothing was refused");
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    private static IEnumerable<string> States(DrillScene scene) =>
        scene.Store.Names("work").Where(n => n.EndsWith("/state.json", StringComparison.Ordinal));

    private static void Damage(DrillScene scene, string[] names)
    {
        foreach (var name in names.Where(_ => scene.Random.Next(2) == 0))
        {
            Damage(scene, Path.Combine(scene.Data, name));
        }
    }

    private static void DamageHistory(DrillScene scene)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(scene.Data, "runtime"), "history.db*").Where(_ => scene.Random.Next(3) > 0))
        {
            Damage(scene, file);
        }
    }

    private static void Damage(DrillScene scene, string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        switch (scene.Random.Next(4))
        {
            case 0:
                File.Delete(path);
                break;
            case 1:
                File.WriteAllBytes(path, []);
                break;
            case 2:
                using (var file = File.OpenWrite(path))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            default:
                using (var file = File.OpenWrite(path))
                {
                    file.Write(Encoding.ASCII.GetBytes("\0this is damage, and nothing else than damage, says the drill"));
                }

                break;
        }
    }
}
