using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Worker;

public sealed class WorkerCommandTests
{
    [Theory]
    [InlineData("/app/Comic2Pdf.Cli", "/app/Comic2Pdf.Cli.dll", "/app/Comic2Pdf.Cli", null)]
    [InlineData("/app/single", null, "/app/single", null)]
    [InlineData("/app/single", "", "/app/single", null)]
    [InlineData("/opt/dotnet/dotnet", "/app/Comic2Pdf.Functions.dll", "/opt/dotnet/dotnet", "/app/Comic2Pdf.Functions.dll")]
    public void Of_ExecutableOrDotnet_StartsTheSameProgram(string process, string? entry, string program, string? assembly)
    {
        var command = WorkerCommand.Of(process, entry);

        Assert.Equal(program, command.FileName);
        Assert.Equal(assembly is null ? [WorkerProgram.Argument] : [assembly, WorkerProgram.Argument], command.Arguments);
    }

    [Fact]
    public void Of_ProgramLoadedByAnotherExecutable_IsRunByTheDotnetOfThisProcess()
    {
        var command = WorkerCommand.Of("/host/FunctionsNetHost", "/app/Comic2Pdf.Functions.dll");

        Assert.True(command.FileName == "dotnet" || File.Exists(command.FileName), command.FileName);
        Assert.StartsWith("dotnet", Path.GetFileName(command.FileName), StringComparison.Ordinal);
        Assert.Equal(["/app/Comic2Pdf.Functions.dll", WorkerProgram.Argument], command.Arguments);
    }

    [Theory]
    [InlineData("--host", "127.0.0.1", "--port", "5000", "--workerId", "page-worker")]
    [InlineData("page-worker", "--host")]
    public void RunIfAsked_ArgumentsOfAHost_AreNotTakenForAWorker(params string[] args) => Assert.False(WorkerProgram.RunIfAsked(args));
}
