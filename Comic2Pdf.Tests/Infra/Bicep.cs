using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The Bicep compiler of its NuGet package.</summary>
internal static class Bicep
{
    public static string Folder => Path.Combine(Repository.Root, "infra");

    /// <summary>Runs it; the test is skipped where the package has no program for the machine.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments)
    {
        var path = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BicepPath")?.Value;
        Assert.SkipWhen(path is null, "the Bicep compiler's package is for Linux x64");
        return Programs.RunAsync(path!, Repository.Root, arguments);
    }

    /// <summary>What a deployment of a Bicep file would make, as far as it can be known before: all expressions worked out.</summary>
    /// <param name="file">Within infra/.</param>
    /// <param name="parameters">Lines of a .bicepparam file.</param>
    public static async Task<JsonDocument> SnapshotAsync(string file, params string[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-bicep");
        try
        {
            // It takes relative paths only.
            var relative = Path.GetRelativePath(folder.FullName, Path.Combine(Folder, file));
            var path = Path.Combine(folder.FullName, "test.bicepparam");
            await File.WriteAllLinesAsync(path, [$"using '{relative}'", .. parameters]);
            var isOfSubscription = (await File.ReadAllTextAsync(Path.Combine(Folder, file))).Contains(
                "targetScope = 'subscription'",
                StringComparison.Ordinal
            );
            var result = await RunAsync(
                "snapshot",
                path,
                "--mode",
                "overwrite",
                "--deployment-name",
                "test",
                isOfSubscription ? "--location" : "--resource-group",
                isOfSubscription ? "westeurope" : "rg-test",
                "--tenant-id",
                "00000000-0000-0000-0000-000000000001",
                "--subscription-id",
                "00000000-0000-0000-0000-000000000002"
            );
            Assert.True(result.ExitCode == 0, result.Errors + result.Output);
            return JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(path, ".snapshot.json")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
