namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

internal static class CrashChild
{
    public const string Verb = "crash-child";

    public static Task<int> RunAsync(string directory) => Task.FromResult(0);
}
