using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>What is around the server: the clock, the storage service, another process on the same hub.</summary>
internal static class ServiceDrills
{
    private const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private const string Blobs = "blobs";

    public static IReadOnlyList<Drill> All { get; } =
    [
        Clock("clock jumps forth", "the clock jumps two days forth while books are read", "+172800"),
        Clock("clock jumps back", "the clock jumps two days back while books are read", "-172800"),
        Service("storage answers 500", "each request to Azurite is answered by 500 for a while", FaultyProxy.Mode.Error500),
        Service("storage answers 503", "each request to Azurite is answered by 503 for a while", FaultyProxy.Mode.Error503),
        Service("storage is gone", "no connection to Azurite can be made for a while", FaultyProxy.Mode.Refuse),
        Service("storage is slow", "each packet to Azurite takes 300 ms longer", FaultyProxy.Mode.Slow),
        new(
            "one of two stops breathing",
            "two processes on one hub in Azurite, one SIGSTOPped while it works and continued when the other has finished its books",
            Drill.Nothing,
            TwoAsync
        )
        {
            Storage = "blobs, history in the account",
        },
    ];

    private static Drill Clock(string name, string fault, string jump) =>
        new(
            name,
            fault,
            Drill.Nothing,
            async scene =>
            {
                if (!File.Exists(FakeTime))
                {
                    throw new InvalidOperationException("faketime is not installed");
                }

                var clock = Path.Combine(scene.Data, "clock");
                await File.WriteAllTextAsync(clock, "+0");
                await scene.ServeAsync(
                    (FakeServe.ReadMilliseconds, "150"),
                    ("LD_PRELOAD", FakeTime),
                    ("FAKETIME_TIMESTAMP_FILE", clock),
                    ("FAKETIME_NO_CACHE", "1"),
                    ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
                    ("DONT_FAKE_MONOTONIC", "1")
                );
                scene.DropTiny(3, pages: 6);
                await scene.JobAsync(scene.Comics[0], "OCR_RUNNING");
                await scene.MomentAsync(500);
                await File.WriteAllTextAsync(clock, jump);

                // Doctor is asked by the true clock.
                scene.DoctorMayFind = ["clock_skew"];
                scene.FaultEnds();
                scene.DropTiny(1);
                await scene.AllDoneAsync();
                scene.Recovered();
            }
        );

    private static Drill Service(string name, string fault, FaultyProxy.Mode mode) =>
        new(name, fault, Drill.Nothing, scene => ServiceAsync(scene, mode)) { Storage = Blobs };

    private static async Task ServiceAsync(DrillScene scene, FaultyProxy.Mode mode)
    {
        var azurite = await AzuriteServer.StartAsync(accounts: 1);
        var proxy = new FaultyProxy(azurite.Port);
        scene.AtTheEnd(() => azurite.StopAsync().Wait());
        scene.AtTheEnd(proxy.Dispose);
        var direct = azurite.Account(0);
        scene.Use(scene.Data, new ContainerView(direct));
        await scene.ServeAsync(
            ("AzureWebJobsStorage", direct.Replace($":{azurite.Port}/", $":{proxy.Port}/", StringComparison.Ordinal)),
            (FakeServe.ReadMilliseconds, "100")
        );
        scene.DropTiny(3, pages: 4);
        await scene.JobAsync(scene.Comics[0], "OCR_RUNNING", "DONE");
        await scene.MomentAsync(500);
        proxy.Turn(mode);
        if (mode == FaultyProxy.Mode.Slow)
        {
            scene.FaultEnds();
        }
        else
        {
            await scene.UnhealthyAsync();
            await scene.MomentAsync(3000);
            proxy.Turn(FaultyProxy.Mode.Pass);
            scene.FaultEnds();
        }

        await scene.AllDoneAsync();
        scene.Recovered();
        proxy.Turn(FaultyProxy.Mode.Pass);
    }

    private static async Task TwoAsync(DrillScene scene)
    {
        var azurite = await AzuriteServer.StartAsync(accounts: 1, all: true);
        scene.AtTheEnd(() => azurite.StopAsync().Wait());
        scene.Use(scene.Data, new ContainerView(azurite.Account(0), sharesHistory: true));
        var data = TestApp.NewFolder();
        StoreView.Use(scene.Store, data);
        var other = ServerProcess.Launch(
            [typeof(FakeServe).Assembly.Location, FakeServe.Verb],
            data,
            [(FakeServe.Steps, Path.Combine(data, "steps")), (FakeServe.ReadMilliseconds, "500"), .. scene.Store.Environment]
        );
        scene.AtTheEnd(() =>
        {
            other.KillAsync().Wait();
            Directory.Delete(data, recursive: true);
        });
        await other.Serving;
        scene.DropTiny(3, pages: 6);
        using (var http = new HttpClient { BaseAddress = other.Address })
        {
            await Until.TrueAsync("it works", async () => (await Api.JobsAsync(http)).Any(j => j.State == "OCR_RUNNING"));
        }

        await scene.MomentAsync(1000);
        Shell.Signal(other.Id, "STOP");
        scene.FaultEnds();
        await scene.ServeAsync();
        await scene.AllDoneAsync(TimeSpan.FromMinutes(10));
        scene.Recovered();
        Shell.Signal(other.Id, "CONT");
    }
}
