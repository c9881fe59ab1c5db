using Comic2Pdf.Conformance.Tests.App;
using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Conformance.Tests.Programs;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>All functions of all scenarios: an engine knows them from its start.</summary>
internal static class Catalog
{
    public static FunctionSet Functions { get; } = Create();

    private static FunctionSet Create()
    {
        var functions = new FunctionSet();
        ActivityTests.Register(functions);
        FailureTests.Register(functions);
        PayloadTests.Register(functions);
        RetryTests.Register(functions);
        TimerTests.Register(functions);
        EventTests.Register(functions);
        SubOrchestrationTests.Register(functions);
        ContinueAsNewTests.Register(functions);
        StartTests.Register(functions);
        StatusTests.Register(functions);
        Interpreter.Register(functions);
        ScriptedActivities.Register(functions);
        AdmissionTests.Register(functions);
        return functions;
    }
}
