using Comic2Pdf.Tests.Functions;
using Comic2Pdf.Tests.Worker;

// As Comic2Pdf.Tests, with the platform that coverlet is an extension of.
return args switch
{
    [FakeServe.Verb] => await FakeServe.RunAsync(),
    [SandboxProbe.Verb] => SandboxProbe.Run(),
    // Coverlet alone: of the extensions that would register themselves the one for MSBuild does not fit this platform's version, and one sends telemetry.
    _ => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
        args,
        Coverlet.MTP.TestingPlatformBuilderHook.AddExtensions
    ),
};
