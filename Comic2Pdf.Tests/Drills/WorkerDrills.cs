namespace Comic2Pdf.Tests.Drills;

/// <summary>Page workers that die, hang or run out of memory. The real program with Tesseract.</summary>
internal static class WorkerDrills
{
    private const int Pages = 6;

    public static IReadOnlyList<Drill> All { get; } =
    [
        Once("worker killed in PREP", "kill -9 of a page worker that decodes a picture", "PREP_RUNNING", p => Shell.Signal(p, "KILL")),
        Once("worker killed in OCR", "kill -9 of a page worker that reads", "OCR_RUNNING", p => Shell.Signal(p, "KILL")),
        Once("worker hung in PREP", "SIGSTOP of a page worker that decodes a picture", "PREP_RUNNING", p => Shell.Signal(p, "STOP")),
        Once("worker hung in OCR", "SIGSTOP of a page worker that reads", "OCR_RUNNING", p => Shell.Signal(p, "STOP")),
        Once("worker without memory in PREP", "a page worker that decodes gets no more memory (prlimit)", "PREP_RUNNING", Starve),
        Once("worker without memory in OCR", "a page worker that reads gets no more memory (prlimit)", "OCR_RUNNING", Starve),
        new(
            "Tesseract crashes on a page",
            "SIGSEGV of the workers that read, twice",
            "nothing; `comic2pdf requeue JOB` reads a skipped page again",
            scene => CrashAsync(scene, most: 2)
        ),
        new(
            "Tesseract crashes again and again",
            "SIGSEGV of each worker as soon as it is seen, until the book is done",
            "`comic2pdf requeue JOB` when the cause is gone",
            scene => CrashAsync(scene, most: int.MaxValue)
        ),
    ];

    private static void Starve(int process) => Shell.TryRun("prlimit", "--pid", $"{process}", "--as=1000000:1000000");

    private static Drill Once(string name, string fault, string state, Action<int> strike) =>
        new(
            name,
            fault,
            Drill.Nothing,
            async scene =>
            {
                // Short, so that a hang is found soon; and yet a busy machine may take its time.
                await scene.ServeRealAsync(("JOB_TIMEOUT_SECONDS", "20"));
                var comic = scene.Drop(
                    state == "PREP_RUNNING"
                        ? DroppedComic.Webp(scene.Random.Next(1 << 20), Pages)
                        : DroppedComic.Drawn(scene.Random.Next(1 << 20), Pages)
                );
                var workers = await WorkersAsync(scene, comic, state);
                await scene.MomentAsync(100);
                if (workers.Count > 0)
                {
                    strike(workers[scene.Random.Next(workers.Count)]);
                }

                scene.FaultEnds();
                var job = await scene.JobAsync(comic, "DONE", "ERROR_PREP", "ERROR_OCR");
                scene.Recovered();
                scene.Expect(job.State == "DONE", $"{job.State} {job.Message}");
            }
        );

    /// <summary>Its workers as soon as there are any while the job is in a state; none: it was too quick.</summary>
    private static Task<IReadOnlyList<int>> WorkersAsync(DrillScene scene, DroppedComic comic, string state) =>
        Until.FoundAsync<IReadOnlyList<int>>(
            $"a worker in {state}",
            async () =>
            {
                var workers = Shell.WorkersOf(scene.Server.Id);
                var job = (await Api.JobsAsync(scene.Http)).FirstOrDefault(j => j.FileHash == comic.Hash);
                return job?.State == state && workers.Count > 0 ? workers
                    : job?.State == "DONE" ? []
                    : null;
            }
        );

    private static async Task CrashAsync(DrillScene scene, int most)
    {
        await scene.ServeRealAsync();
        var comic = scene.Drop(DroppedComic.Drawn(scene.Random.Next(1 << 20), Pages));
        var struck = new HashSet<int>();
        var job = await Until.FoundAsync(
            "it is over",
            async () =>
            {
                foreach (var worker in Shell.WorkersOf(scene.Server.Id).Where(w => struck.Count < most && struck.Add(w)))
                {
                    Shell.Signal(worker, "SEGV");
                }

                return (await Api.JobsAsync(scene.Http)).FirstOrDefault(j => j.FileHash == comic.Hash && Api.IsFinal(j));
            }
        );
        scene.FaultEnds();
        scene.Expect(job.State == "DONE", $"{job.State} {job.Message}");

        // How many pages are skipped depends on how quickly a worker is seen: one that had read its page when it was struck has done no harm.
        scene.Expect(struck.Count >= Math.Min(most, 2), $"{struck.Count} workers were struck");
        var result = await scene.TypeAsync("requeue", job.JobKey);
        comic.Again++;
        scene.Expect(result.ExitCode == 0, $"requeue: {result.Errors}");
        await Until.TrueAsync("read again", async () => (await scene.JobAsync(comic)) is { State: "DONE", SkippedPages.Length: 0 });
        scene.Recovered();
    }
}
