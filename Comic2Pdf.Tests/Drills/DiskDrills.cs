using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Disks that are full, slow or only for reading, and rights that are lost. With file systems in memory (tmpfs), which only root may mount.</summary>
internal static class DiskDrills
{
    private const int Mega = 1 << 20;
    private const string Nobody = "65534";

    public static IReadOnlyList<Drill> All { get; } =
    [
        new("disk full before", "too little room when an archive comes", "make room, `comic2pdf rejections --retry ID`", FullBeforeAsync),
        new("disk full during", "no byte is left while a book is read", "make room", scene => FullDuringAsync(scene, FillBytes)),
        new("no inodes left", "no file can be made while a book is read", "remove files", scene => FullDuringAsync(scene, FillInodes)),
        new(
            "out/ only for reading",
            "the file system of out/ is mounted anew for reading only while a book is read",
            "mount it for writing",
            ReadOnlyAsync
        ),
        new("rights lost", "out/ belongs to another user while a book is read", "give the rights back", RightsAsync),
        new("slow disk", "each call of the store takes 100 ms longer", Drill.Nothing, SlowAsync),
    ];

    private static async Task FullBeforeAsync(DrillScene scene)
    {
        Mount(scene, "size=24m");
        await scene.ServeAsync();
        var filler = Path.Combine(scene.Data, "filler");
        FillBytes(scene.Data, filler, left: 3 * Mega);
        scene.Drop(DroppedComic.Tiny(scene.Random.Next(1 << 20), pages: 40, padding: 50_000));
        await scene.SaidAsync("[2001]");
        await scene.ExpectMetricAsync("disk_error", 1);
        scene.Expect(
            (await Doctor.FindAsync(scene.Data)).Any(f => f.StartsWith("disk_full:", StringComparison.Ordinal)),
            "doctor finds the full disk"
        );
        File.Delete(filler);
        scene.FaultEnds();
        await scene.RetryRejectionsAsync();
        await scene.AllDoneAsync();
        scene.Recovered();
    }

    private static async Task FullDuringAsync(DrillScene scene, Action<string, string, int> fill)
    {
        Mount(scene, "size=24m,nr_inodes=600");
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "400"));
        scene.DropTiny(3, pages: 6);
        await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
        await scene.MomentAsync(500);
        var filler = Path.Combine(scene.Data, "filler");
        fill(scene.Data, filler, 0);
        await scene.UnhealthyAsync();
        await scene.MomentAsync(2000);
        if (Directory.Exists(filler))
        {
            Directory.Delete(filler, recursive: true);
        }
        else
        {
            File.Delete(filler);
        }

        scene.FaultEnds();
        await scene.HealthyAsync();
        await scene.AllDoneAsync();
        scene.Recovered();
        await NoAttemptLostAsync(scene);
    }

    private static async Task ReadOnlyAsync(DrillScene scene)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Data, "out")).FullName;
        Mount(scene, "size=8m", folder);
        await scene.ServeAsync((FakeServe.ReadMilliseconds, "100"));
        scene.DropTiny(2, pages: 4);
        await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
        Shell.Run("mount", "-o", "remount,ro", folder);
        await scene.SaidAsync("[2107]");
        await scene.MomentAsync(1000);
        Shell.Run("mount", "-o", "remount,rw", folder);
        scene.FaultEnds();
        await scene.AllDoneAsync();
        scene.Recovered();
        await NoAttemptLostAsync(scene);
    }

    private static async Task RightsAsync(DrillScene scene)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Data, "out")).FullName;
        foreach (var sub in new[] { "in", "out" })
        {
            Directory.CreateDirectory(Path.Combine(scene.Data, sub));
        }

        Shell.Run("chown", "-R", $"{Nobody}:{Nobody}", scene.Data);
        await scene.ServeAsync(
            [typeof(FakeServe).Assembly.Location, FakeServe.Verb],
            ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"],
            [(FakeServe.ReadMilliseconds, "100")]
        );
        scene.DropTiny(2, pages: 4);
        Shell.Run("chown", "-R", $"{Nobody}:{Nobody}", Path.Combine(scene.Data, "in"));
        await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
        Shell.Run("chown", "root:root", folder);
        Shell.Run("chmod", "755", folder);
        await scene.SaidAsync("[2107]");
        await scene.MomentAsync(1000);
        Shell.Run("chown", $"{Nobody}:{Nobody}", folder);
        scene.FaultEnds();
        await scene.AllDoneAsync();
        scene.Recovered();
        await NoAttemptLostAsync(scene);
    }

    private static async Task SlowAsync(DrillScene scene)
    {
        await scene.ServeAsync((FakeServe.SlowMilliseconds, "100"));
        scene.FaultEnds();
        scene.DropTiny(2);
        await scene.AllDoneAsync();
        scene.Recovered();
        await NoAttemptLostAsync(scene);
    }

    private static async Task NoAttemptLostAsync(DrillScene scene)
    {
        foreach (var job in await Api.JobsAsync(scene.Http))
        {
            scene.Expect(job is { AttemptPrep: 1, AttemptOcr: 1 }, $"{job.InputFile} took {job.AttemptPrep} and {job.AttemptOcr} attempts");
        }
    }

    /// <summary>A file system of its own at the data folder, or in it.</summary>
    private static void Mount(DrillScene scene, string options, string? folder = null)
    {
        folder ??= scene.Data;

        // Which is small, so that it is filled quickly: to doctor it is as good as full at all times.
        scene.DoctorMayFind = ["disk_full", "inodes_low"];
        Shell.Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder);
        scene.AtTheEnd(() => Shell.TryRun("umount", "-l", folder));
    }

    private static void FillBytes(string data, string filler, int left)
    {
        var drive = new DriveInfo(data);
        using var file = File.Create(filler);
        try
        {
            var block = new byte[4096];
            while (drive.AvailableFreeSpace > left)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void FillInodes(string data, string filler, int left)
    {
        Directory.CreateDirectory(filler);
        try
        {
            for (var i = 0; ; i++)
            {
                File.WriteAllBytes(Path.Combine(filler, $"{i}"), []);
            }
        }
        catch (IOException)
        {
            // None are left.
        }
    }
}
