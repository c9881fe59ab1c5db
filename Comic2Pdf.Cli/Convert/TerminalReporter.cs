using Comic2Pdf.Processing.Pipeline;
using Spectre.Console;

namespace Comic2Pdf.Cli.Convert;

/// <summary>A live bar for the input at work; a line that stays for each that is done.</summary>
internal sealed class TerminalReporter : IConvertReporter
{
    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private Bar? _bar;

    public IProgress<ConversionProgress> Begin(ConvertJob job, int index, int count)
    {
        _bar = new Bar(_console, count > 1 ? $"[[{index + 1}/{count}]] {Name(job.Input)}" : Name(job.Input));
        return _bar;
    }

    public void End(ConvertReport report)
    {
        _bar?.Dispose();
        _bar = null;
        _console.MarkupLine(
            report.Error is null
                ? $"[green]✓[/] {Name(report.Input)} → {Markup.Escape(TerminalText.Safe(report.Output!))}: {Markup.Escape(ReportText.Done(report))}"
                : $"[red]✗[/] {Name(report.Input)}: {Markup.Escape(ReportText.Failed(report))}"
        );
        foreach (var warning in ReportText.Warnings(report))
        {
            _console.MarkupLine($"  [yellow]![/] {Markup.Escape(warning)}");
        }
    }

    public void Dispose() => _bar?.Dispose();

    private static string Name(string path) => Markup.Escape(TerminalText.Safe(Path.GetFileName(path)));

    /// <summary>Runs the library's live display on its own thread until disposed of.</summary>
    private sealed class Bar : IProgress<ConversionProgress>, IDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _display;
        private readonly string _name;
        private volatile ProgressTask? _task;

        public Bar(IAnsiConsole console, string name)
        {
            _name = name;
            _display = console
                .Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(async context =>
                {
                    _task = context.AddTask(_name);
                    await _done.Task;
                });
        }

        public void Report(ConversionProgress value)
        {
            if (_task is not { } task)
            {
                return;
            }

            task.IsIndeterminate = value.Total is null;
            task.MaxValue = value.Total ?? 1;
            task.Value = value.Total is null ? 0 : value.Done;
            task.Description = value.Stage switch
            {
                ConversionStage.Prepare => $"{_name}: unpacking, {value.Done} pages",
                ConversionStage.Read => $"{_name}: reading page {value.Done}/{value.Total}",
                _ => $"{_name}: finishing",
            };
        }

        public void Dispose()
        {
            _done.TrySetResult();
            _display.GetAwaiter().GetResult();
        }
    }
}
