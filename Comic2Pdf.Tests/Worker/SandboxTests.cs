using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Worker;

/// <summary>What a worker cannot do, whatever a picture makes its libraries try.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task Enter_ThenSocketsAndPrograms_AreRefused()
    {
        var result = await Programs.RunAsync(Environment.ProcessPath!, ".", [SandboxProbe.Verb]);
        Assert.SkipWhen(
            result.Output.Contains("refused:", StringComparison.Ordinal),
            $"this system has no filter of system calls: {result.Output}"
        );
        Assert.Equal(
            "new thread InterNetwork AccessDenied\nold thread InterNetwork AccessDenied\nnew thread Unix AccessDenied\nold thread Unix AccessDenied\nprogram refused\n",
            result.Output
        );
    }

    [Fact]
    public async Task Worker_AllThreads_AreInTheSandbox()
    {
        var log = new ImagesWorkerLog();
        await using var pool = new PageWorkerPool(new WorkerOptions { Count = 1, Command = ImagesPool.Command }, log);
        await pool.DecodeAsync(ImagesRaster.Sample().ToVips().WebpsaveBuffer(), 1_000_000, null, TestContext.Current.CancellationToken);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        foreach (var task in Directory.GetDirectories($"/proc/{log.Started[0]}/task"))
        {
            var status = await File.ReadAllLinesAsync(Path.Combine(task, "status"), TestContext.Current.CancellationToken);
            Assert.Contains("NoNewPrivs:\t1", status);
            Assert.Contains("Seccomp:\t2", status);
        }
    }
}
