using Comic2Pdf.LocalRuntime.Tests.Hosting;
using Comic2Pdf.LocalRuntime.Tests.Support;

// One executable, two uses: the tests (default), and the child process that the crash tests kill.
switch (args.FirstOrDefault())
{
    case CrashChild.Verb:
        return await CrashChild.RunAsync(args[1]);
    default:
        var exit = await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        if (Directory.Exists(TestHost.Root))
        {
            Directory.Delete(TestHost.Root, recursive: true);
        }

        return exit;
}
