using Comic2Pdf.Tests.Functions;
using Comic2Pdf.Tests.Worker;

// One executable, three uses: the tests (default), the server with a fake reader that the kill tests start and kill, and a process in the workers' sandbox.
return args switch
{
    [FakeServe.Verb] => await FakeServe.RunAsync(),
    [SandboxProbe.Verb] => SandboxProbe.Run(),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
