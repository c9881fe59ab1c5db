using Comic2Pdf.DurableTask.Sqlite.Tests;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;

// One executable, several uses: the tests (default), the child process that the crash tests kill, and a quick measurement.
switch (args.FirstOrDefault())
{
    case CrashChild.Verb:
        return await CrashChild.RunAsync(args[1]);
    case "measure":
        return await Measure.RunAsync();
    default:
        var exit = await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        if (Directory.Exists(TestHub.Root))
        {
            Directory.Delete(TestHub.Root, recursive: true);
        }

        return exit;
}
