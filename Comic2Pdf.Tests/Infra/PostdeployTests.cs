using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The hook after deployment, with a stand-in for the Azure CLI.</summary>
public sealed class PostdeployTests : IDisposable
{
    private const string Key = "abc+d/e==";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-hook");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_KeyIsThere_SubscribesWithTheEscapedKey()
    {
        Az(Keys("false"), failures: 0);
        var result = await RunAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(
            "\"https://app.example/runtime/webhooks/blobs?functionName=Host.Functions.BlobEvent&code=abc%2Bd%2Fe%3D%3D\"",
            Written("parameters.json"),
            StringComparison.Ordinal
        );
        Assert.Contains("\"topicName\": { \"value\": \"topic\" }", Written("parameters.json"), StringComparison.Ordinal);
        Assert.Contains("--resource-group rg --name event-subscription", Written("calls"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnyCase_KeyIsOnNoCommandLineAndInNoOutput()
    {
        Az(Keys("false"), failures: 0);
        var result = await RunAsync();

        Assert.DoesNotContain("abc", Written("calls") + result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeyComesLate_WaitsForIt()
    {
        Az(Keys("false"), failures: 2);
        var result = await RunAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(3, Written("calls").Split("storage blob download").Length - 1);
    }

    [Fact]
    public async Task Run_KeyNeverComes_SaysWhyAndFails()
    {
        Az("{}", failures: 9);
        var result = await RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no such blob", result.Errors, StringComparison.Ordinal);
        Assert.Contains("azure-webjobs-secrets/host-id/host.json", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("deployment group create", Written("calls"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeyIsEncrypted_IsNotUsed()
    {
        Az(Keys("true"), failures: 0);

        Assert.Equal(1, (await RunAsync()).ExitCode);
    }

    [Fact]
    public async Task Run_NoTopic_DoesNothing()
    {
        Az(Keys("false"), failures: 0);
        var result = await RunAsync(topic: string.Empty);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("reconciliation", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "calls")));
    }

    [Fact]
    public async Task Run_WithoutAzd_SaysWhatIsMissing()
    {
        var result = await Programs.RunAsync(
            "/bin/sh",
            Repository.Root,
            "-c",
            "unset AZURE_RESOURCE_GROUP; exec infra/hooks/postdeploy.sh"
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("AZURE_RESOURCE_GROUP: run by azd", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_Syntax_IsPosix()
    {
        var result = await Programs.RunAsync("/bin/sh", Repository.Root, "-n", "infra/hooks/postdeploy.sh");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Script_ShellCheck_NotAWord() =>
        Assert.Equal(string.Empty, await Programs.OutputOfAsync("shellcheck", Path.Combine(Repository.Root, "infra/hooks/postdeploy.sh")));

    [Fact]
    public void Script_IsTheOneInAzureYamlAndMayBeRun()
    {
        const string Path = "infra/hooks/postdeploy.sh";

        Assert.Contains(
            $"\n      run: {Path}\n",
            File.ReadAllText(System.IO.Path.Combine(Repository.Root, "azure.yaml")),
            StringComparison.Ordinal
        );
        Assert.True(File.GetUnixFileMode(System.IO.Path.Combine(Repository.Root, Path)).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void Variables_OfTheHook_AreOutputsOfTheDeployment()
    {
        var outputs = File.ReadAllLines(Path.Combine(Bicep.Folder, "main.bicep"))
            .Where(l => l.StartsWith("output ", StringComparison.Ordinal))
            .Select(l => l.Split(' ')[1]);

        Assert.Superset(
            new HashSet<string>([
                "AZURE_RESOURCE_GROUP",
                "AZURE_STORAGE_ACCOUNT_NAME",
                "BLOB_CONTAINER",
                "APP_HOST_ID",
                "SERVICE_APP_URI",
                "SERVICE_APP_NAME",
                "EVENT_TOPIC_NAME",
            ]),
            outputs.ToHashSet()
        );
    }

    [Theory]
    [InlineData("false", 2, "topic", 0, "are told to BlobEvent")]
    [InlineData("true", 0, "topic", 1, "no key called blobs_extension")]
    [InlineData("false", 9, "topic", 1, "no such blob")]
    [InlineData("false", 0, "", 0, "reconciliation")]
    public async Task PowerShellTwin_SameCases_DoesTheSame(string encrypted, int failures, string topic, int exitCode, string said)
    {
        await PowerShell.RestoreAsync();
        Az(Keys(encrypted), failures);
        var result = await RunAsync(topic, "dotnet", "tool", "run", "pwsh", "--", "-NoProfile", "-File", "infra/hooks/postdeploy.ps1");

        Assert.True(result.ExitCode == exitCode, result.Errors);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Errors + result.Output, StringComparison.Ordinal);
        if (exitCode == 0 && topic.Length > 0)
        {
            using var parameters = JsonDocument.Parse(Written("parameters.json"));
            Assert.Equal(
                "https://app.example/runtime/webhooks/blobs?functionName=Host.Functions.BlobEvent&code=abc%2Bd%2Fe%3D%3D",
                parameters.RootElement.GetProperty("parameters").GetProperty("endpoint").GetProperty("value").GetString()
            );
        }
    }

    [Fact]
    public void PowerShellTwin_IsTheOneInAzureYaml() =>
        Assert.Contains(
            "\n      run: infra/hooks/postdeploy.ps1\n",
            File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml")),
            StringComparison.Ordinal
        );

    private static string Keys(string encrypted) =>
        $$"""
            {
              "masterKey": { "name": "master", "value": "m", "encrypted": false },
              "functionKeys": [ { "name": "default", "value": "f", "encrypted": false } ],
              "systemKeys": [
                { "name": "durabletask_extension", "value": "d", "encrypted": false },
                { "name": "blobs_extension", "value": "{{Key}}", "encrypted": {{encrypted}} }
              ],
              "hostName": "app.example"
            }
            """;

    private string Written(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));

    /// <summary>An `az` that notes its calls, fails so many times, and then has the file of keys.</summary>
    private void Az(string keys, int failures)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "keys.json"), keys);
        File.WriteAllText(Path.Combine(_folder.FullName, "failures"), new string('x', failures));
        var path = Path.Combine(_folder.FullName, "az");
        File.WriteAllText(
            path,
            $$"""
            #!/bin/sh
            cd '{{_folder.FullName}}'
            echo "$*" >>calls
            if [ "$1" = deployment ]; then
              for last; do :; done
              cp "${last#@}" parameters.json
              exit 0
            fi
            if [ -s failures ]; then
              printf %s "$(cut -c2- failures)" >failures
              echo 'no such blob' >&2
              exit 3
            fi
            while [ "$1" != --file ]; do shift; done
            cp keys.json "$2"
            """
        );
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<ProgramResult> RunAsync(string topic = "topic", params string[] command) =>
        Programs.RunAsync(
            "/usr/bin/env",
            Repository.Root,
            [
                $"PATH={_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
                "AZURE_RESOURCE_GROUP=rg",
                "AZURE_STORAGE_ACCOUNT_NAME=account",
                "BLOB_CONTAINER=comics",
                "APP_HOST_ID=host-id",
                "SERVICE_APP_URI=https://app.example",
                $"EVENT_TOPIC_NAME={topic}",
                "POSTDEPLOY_TRIES=3",
                "POSTDEPLOY_PAUSE_SECONDS=0",
                .. command.Length > 0 ? command : ["infra/hooks/postdeploy.sh"],
            ]
        );
}
