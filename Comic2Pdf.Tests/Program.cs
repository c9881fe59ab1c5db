using Comic2Pdf.Tests.Functions;

// One executable, two uses: the tests (default), and the server with a fake reader that the kill tests start and kill.
return args is [FakeServe.Verb]
    ? await FakeServe.RunAsync()
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
