using Comic2Pdf.LocalRuntime.Tests.Support;

var exit = await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
if (Directory.Exists(TestHost.Root))
{
    Directory.Delete(TestHost.Root, recursive: true);
}

return exit;
