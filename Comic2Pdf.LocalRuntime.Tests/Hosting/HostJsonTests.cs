using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

public sealed class HostJsonTests
{
    [Fact]
    public void Apply_FileWithComments_SetsPrefixAndLimits()
    {
        var options = Read("""
            {
              "version": "2.0", // a comment
              "extensions": {
                "http": { "routePrefix": "" },
                "durableTask": { "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 4, },
              }
            }
            """);

        Assert.Equal(("", 3, 4), (options.Http.RoutePrefix, options.MaxConcurrentActivities, options.MaxConcurrentOrchestrators));
    }

    [Fact]
    public void Apply_NothingSaid_PrefixIsApiAsInAzure()
    {
        var options = Read("""{ "version": "2.0" }""");

        Assert.Equal(("api", 10 * Environment.ProcessorCount), (options.Http.RoutePrefix, options.MaxConcurrentActivities));
    }

    [Fact]
    public void Apply_WithDefaultVersion_IsRefused()
    {
        var error = Assert.Throws<NotSupportedException>(() => Read("""{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": "2" } } }"""));

        Assert.Contains("defaultVersion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_DefaultVersionNull_IsAsIfNotSaid()
    {
        var options = Read("""{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": null, "maxConcurrentActivityFunctions": 5 } } }""");

        Assert.Equal(5, options.MaxConcurrentActivities);
    }

    private static LocalFunctionsHostOptions Read(string json)
    {
        var path = Path.Combine(TestHost.NewDirectory(), "host.json");
        File.WriteAllText(path, json);
        var options = new LocalFunctionsHostOptions { DataDirectory = "." };
        HostJson.Apply(path, options);
        return options;
    }
}
