using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Cli.Convert;

/// <summary>Plain lines, for logs and pipes.</summary>
internal sealed class LineReporter(TextWriter output, TextWriter errors) : IConvertReporter, IProgress<ConversionProgress>
{
    public IProgress<ConversionProgress> Begin(ConvertJob job, int index, int count) => this;

    public void Report(ConversionProgress value) { }

    public void End(ConvertReport report)
    {
        if (report.Error is null)
        {
            output.WriteLine($"{TerminalText.Safe(report.Input)} -> {TerminalText.Safe(report.Output!)}: {ReportText.Done(report)}");
        }
        else
        {
            errors.WriteLine($"{TerminalText.Safe(report.Input)}: {ReportText.Failed(report)}");
        }

        foreach (var warning in ReportText.Warnings(report))
        {
            errors.WriteLine($"{TerminalText.Safe(report.Input)}: {warning}");
        }

        output.Flush();
        errors.Flush();
    }

    public void Dispose() { }
}
