using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Maintenance;

/// <summary>Each fault that the doctor knows, planted alone in a folder that a real server has left, is found, and nothing else with it.</summary>
[Trait("Storage", "files")]
public sealed class DoctorTests(Patient patient) : IClassFixture<Patient>
{
    /// <summary>Whatever the doctor knows must be planted here.</summary>
    public static TheoryData<string> Codes => [.. Doctor.Kinds.Select(k => k.Code)];

    [Fact]
    public async Task Examine_HealthyFolder_FindsNothing()
    {
        await patient.HealAsync();
        patient.Change((Machine m) => m with { FileSystemOf = FileSystemFacts.Of });
        // What this machine may lack is not what the folder has.
        string[] ofTheMachine = ["detector_missing", "disk_low", "in_on_share", "history_on_share"];
        Assert.Equal([], patient.Examine().Select(f => f.Code).Except(ofTheMachine));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Examine_PlantedFault_IsFoundAlone(string code)
    {
        await patient.HealAsync();
        patient.Fault = null;
        Assert.True(Faults.All.TryGetValue(code, out var plant), $"no test plants {code}");
        using (plant(patient))
        {
            var findings = patient
                .Examine()
                .Where(f => f.Code == code || f.Code != "detector_missing" || patient.Machine.Model is not null)
                .ToList();
            var finding = Assert.Single(findings);
            Assert.Equal(code, finding.Code);
            Assert.DoesNotMatch("\\b(JOB|FILE|DATA|FOLDER|LOGS|LANG|PACKAGE|PORT|NAME|MEANT)\\b", WithoutCommandNames(finding));
            Assert.True(finding.Kind.CanFix || finding.Fix is null, "a fix that the table does not tell of");
            if (finding.Fix is { } fix)
            {
                fix();
                Assert.DoesNotContain(patient.Examine(), f => f.Code == code);
            }
        }
    }

    [Fact]
    public void Kinds_Codes_AreEachThereOnce() =>
        Assert.Equal(Doctor.Kinds.Count, Doctor.Kinds.Select(k => k.Code).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Table_OfOperationsMd_IsThatOfTheCode() =>
        Assert.Contains(Doctor.Table(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")), StringComparison.Ordinal);

    // Of settings, which have names in capital letters too.
    private static string WithoutCommandNames(Finding finding) =>
        finding.Remedy.Replace("NAME=VALUE", string.Empty, StringComparison.Ordinal);
}
