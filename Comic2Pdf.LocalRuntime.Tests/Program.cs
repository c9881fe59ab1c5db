using Comic2Pdf.LocalRuntime.Tests.Benchmark;
using Comic2Pdf.LocalRuntime.Tests.Hosting;

// One executable, three uses: the tests (default), the child process that the crash tests kill, and the benchmark.
return args.FirstOrDefault() switch
{
    CrashChild.Verb => await CrashChild.RunAsync(args[1]),
    RuntimeBenchmark.Verb => await RuntimeBenchmark.RunAsync(args[1..]),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
