using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(ImagesPool))]

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Page workers that all tests share: starting one costs more than most tests.</summary>
public sealed class ImagesPool : IAsyncDisposable
{
    /// <summary>The program that tests start as a page worker.</summary>
    public static WorkerCommand Command { get; } = WorkerCommand.OfAssembly(Path.Combine(AppContext.BaseDirectory, "Comic2Pdf.Cli.dll"));

    public PageWorkerPool Workers { get; } = new(new WorkerOptions { Count = 2, Command = Command }, NullLogger<PageWorkerPool>.Instance);

    public ValueTask DisposeAsync() => Workers.DisposeAsync();
}
