using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Cli.Convert;

/// <summary>Tells the user what happens.</summary>
internal interface IConvertReporter : IDisposable
{
    /// <summary>An input is begun; the result takes its progress.</summary>
    IProgress<ConversionProgress> Begin(ConvertJob job, int index, int count);

    /// <summary>An input is done with.</summary>
    void End(ConvertReport report);
}
