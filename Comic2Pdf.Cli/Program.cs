using Comic2Pdf.Cli;
using Comic2Pdf.Processing.Worker;

// The same program is its own page worker; nothing of the command line is loaded then.
if (WorkerProgram.RunIfAsked(args))
{
    return ExitCode.Success;
}

if (OpenFiles.FindFault() is { } fault)
{
    Console.Error.WriteLine(fault);
    return ExitCode.Failure;
}

return await CommandLine.RunAsync(args);
