using Comic2Pdf.LocalRuntime.Tests.Benchmark;
using Comic2Pdf.LocalRuntime.Tests.Hosting;
using Comic2Pdf.LocalRuntime.Tests.Support;

// One executable, three uses: the tests (default), the child process that the crash tests kill, and the benchmark.
switch (args.FirstOrDefault())
{
    case CrashChild.Verb:
        return await CrashChild.RunAsync(args[1]);
    case RuntimeBenchmark.Verb:
        return await RuntimeBenchmark.RunAsync();
    default:
        var exit = await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        if (Directory.Exists(TestHost.Root))
        {
            Directory.Delete(TestHost.Root, recursive: true);
        }

        return exit;
}
