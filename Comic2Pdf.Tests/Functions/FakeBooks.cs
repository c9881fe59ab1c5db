using System.Text.RegularExpressions;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Real PREP and finish; reading is a fast fake. Each step can be made to fail or hang.</summary>
internal sealed partial class FakeBooks : IBookProcessor
{
    private readonly ComicPreparer _preparer = new(
        new PageWorkerPool(
            new WorkerOptions { Count = 1, Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
            NullLogger<PageWorkerPool>.Instance
        )
    );
    private int _prepared;
    private int _finished;
    private int _read;

    /// <summary>Called before PREP with the attempt's number over all books.</summary>
    public Func<int, string, Task> OnPrepare { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before a page is read, with its index.</summary>
    public Func<int, CancellationToken, Task> OnRead { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>The same, with the job's key.</summary>
    public Func<string, int, CancellationToken, Task> OnReadOf { get; init; } = (_, _, _) => Task.CompletedTask;

    public Action<int> OnFinish { get; init; } = _ => { };

    /// <summary>Called before and after the last step, with the job's key.</summary>
    public Action<string, bool> OnFinishOf { get; init; } = (_, _) => { };

    /// <summary>What is read on a page.</summary>
    public Func<int, PageText> Text { get; init; } = _ => new PageText(300, 400, []);

    /// <summary>What is read on a page in a language; null: <see cref="Text"/>, in all.</summary>
    public Func<int, string, PageText>? TextIn { get; init; }

    public int PagesRead => _read;

    public int Prepared => _prepared;

    public async Task<PageManifest> PrepareAsync(
        string archive,
        string rawPdf,
        string title,
        BookDetails? details,
        IProgress<ConversionProgress> progress,
        CancellationToken cancellationToken
    )
    {
        await OnPrepare(Interlocked.Increment(ref _prepared), rawPdf);
        return await _preparer.PrepareAsync(archive, rawPdf, title, new ConversionOptions(), progress, CancellationToken.None);
    }

    public Task<PageResult> ReadPageAsync(
        FileStream rawPdf,
        PageManifest manifest,
        int index,
        string languages,
        CancellationToken cancellationToken
    ) =>
        PageReader.ReadAsync(
            manifest,
            index,
            async () =>
            {
                await OnReadOf(KeyOf(rawPdf.Name), index, cancellationToken);
                await OnRead(index, cancellationToken);
                Interlocked.Increment(ref _read);
                return TextIn?.Invoke(index, languages) ?? Text(index);
            }
        );

    public void Finish(string pdf, PageManifest manifest, IReadOnlyList<PageText?> texts, bool deskew)
    {
        OnFinishOf(KeyOf(pdf), false);
        OnFinish(Interlocked.Increment(ref _finished));
        ComicFinisher.Finish(pdf, manifest, texts, 1024);
        OnFinishOf(KeyOf(pdf), true);
    }

    /// <summary>The job that a file of this machine belongs to.</summary>
    public static string KeyOf(string file) => JobKeys().Match(file).Value;

    [GeneratedRegex("[0-9a-f]{64}__[0-9a-f]{64}")]
    private static partial Regex JobKeys();
}
