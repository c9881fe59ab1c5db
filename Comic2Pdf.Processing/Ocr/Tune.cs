#pragma warning disable
namespace Comic2Pdf.Processing.Ocr;
public static class Tune
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string,double> C = new();
    public static double D(string name, double def) => C.GetOrAdd(name, n => Environment.GetEnvironmentVariable("T_" + n) is { Length: > 0 } v ? double.Parse(v) : def);
}
