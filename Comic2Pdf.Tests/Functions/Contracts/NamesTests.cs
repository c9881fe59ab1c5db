using System.Reflection;
using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Tests.Functions.Contracts;

/// <summary>Names that histories have. A history of an earlier version must find what it names.</summary>
[Trait("Storage", "files")]
public sealed class NamesTests
{
    [Fact]
    public void Functions_OfHistories_KeepTheirNames()
    {
        string[] names =
        [
            "Admission",
            "CheckHeartbeat",
            "ComicJob",
            "Finish",
            "OcrChunk",
            "Prep",
            "PromotePrep",
            "Publish",
            "RecordStatus",
            "RemoveWork",
        ];
        var found = typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Where(m =>
                m.GetParameters()
                    .Any(p => p.IsDefined(typeof(ActivityTriggerAttribute)) || p.IsDefined(typeof(OrchestrationTriggerAttribute)))
            )
            .Select(m => m.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Equal(names, found.Order(StringComparer.Ordinal));
        Assert.Equal(("job-signal", "admission-message"), (Names.JobSignal, Names.AdmissionMessage));
        Assert.Equal(("Admission", "ComicJob"), (NameOf(typeof(AdmissionFunction)), NameOf(typeof(JobFunction))));
    }

    private static string NameOf(Type type) => type.GetMethod("RunAsync")!.GetCustomAttribute<FunctionAttribute>()!.Name;
}
