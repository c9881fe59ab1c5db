using System.Text.Encodings.Web;
using System.Text.Json;
using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Cli.Convert;

/// <summary>One JSON object a line for each input, nothing in between.</summary>
internal sealed class JsonReporter(TextWriter output) : IConvertReporter, IProgress<ConversionProgress>
{
    // Names stay readable; the output is no web page.
    private static readonly ConvertJson Json = new(
        new JsonSerializerOptions(ConvertJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    public IProgress<ConversionProgress> Begin(ConvertJob job, int index, int count) => this;

    public void Report(ConversionProgress value) { }

    public void End(ConvertReport report)
    {
        output.WriteLine(JsonSerializer.Serialize(report, Json.ConvertReport));
        output.Flush();
    }

    public void Dispose() { }
}
