using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Worker;

public sealed class WorkerEnvironmentTests
{
    [Fact]
    public void Apply_ParentsSecretsAndSettings_AreTakenOut()
    {
        var environment = new Dictionary<string, string?>
        {
            ["API_KEY"] = "secret",
            ["AzureWebJobsStorage"] = "secret",
            ["COMIC2PDF_URL"] = "http://u:secret@h",
            ["DOTNET_STARTUP_HOOKS"] = "/x.dll",
            ["LD_PRELOAD"] = "/x.so",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "secret",
            ["HTTPS_PROXY"] = "http://u:secret@h",
        };
        WorkerEnvironment.Apply(environment, "folder");
        Assert.DoesNotContain(environment.Values, v => v!.Contains("secret", StringComparison.Ordinal) || v.StartsWith('/'));
    }

    [Fact]
    public void Apply_WhatWorkersNeed_IsKept()
    {
        string[] needed =
        [
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TESSDATA_PREFIX",
            "COMIC2PDF_MODELS",
            "DOTNET_ROOT",
            "DOTNET_ROOT_X64",
            "LD_LIBRARY_PATH",
        ];
        var environment = needed.ToDictionary(n => n, n => (string?)$"of {n}");
        WorkerEnvironment.Apply(environment, "folder");
        Assert.All(needed, n => Assert.Equal($"of {n}", environment[n]));
        Assert.Equal(
            ("1", "1", "0", "folder"),
            (
                environment["OMP_THREAD_LIMIT"],
                environment["ORT_DISABLE_TELEMETRY"],
                environment["DOTNET_EnableDiagnostics"],
                environment["TMPDIR"]
            )
        );
    }
}
