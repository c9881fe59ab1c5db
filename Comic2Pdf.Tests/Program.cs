using Comic2Pdf.Tests.Drills;
using Comic2Pdf.Tests.Functions;
using Comic2Pdf.Tests.Worker;

// One executable: the tests (default), the server with a fake reader that kill tests and drills start and kill, a process in the workers' sandbox, and the drills.
return args switch
{
    [FakeServe.Verb] => await FakeServe.RunAsync(),
    [SandboxProbe.Verb] => SandboxProbe.Run(),
    [DrillCommand.Verb, .. var rest] => await DrillCommand.RunAsync(rest),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
