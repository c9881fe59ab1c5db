using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The container's entry point on this machine, with a stand-in for the program.</summary>
public sealed class EntrypointTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public EntrypointTests()
    {
        // Others must reach what is inside.
        foreach (var folder in Directory.GetDirectories(_folder.Root, "*", SearchOption.AllDirectories).Append(_folder.Root))
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        var stub = Path.Combine(_folder.In, "comic2pdf");
        File.WriteAllText(stub, "#!/bin/sh\necho \"$(id -u):$(id -g) $*\"\ntouch \"$DATA_DIR/written\"\n");
        File.SetUnixFileMode(stub, (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AsRoot_BecomesThePersonOfTheSettings()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        var result = await RunAsync(["PUID=1234", "PGID=2345"], "serve", "--port", "1");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("1234:2345 serve --port 1\n", result.Output);
        Assert.True(File.Exists(Path.Combine(_folder.Out, "written")));
    }

    [Fact]
    public async Task Run_NoKeyGiven_MakesOneAndKeepsIt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        await RunAsync([], "serve");
        var key = await File.ReadAllTextAsync(Path.Combine(_folder.Out, "api-key"), TestContext.Current.CancellationToken);
        var again = await RunAsync([], "serve");

        Assert.Matches("^[0-9a-f]{48}$", key);
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(_folder.Out, "api-key"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Out, "api-key")));
        Assert.DoesNotContain(key, again.Output + again.Errors, StringComparison.Ordinal);
        Assert.Contains("in the file api-key", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("API_KEY=one-of-mine")]
    [InlineData("ALLOW_UNAUTHENTICATED=true")]
    public async Task Run_KeyGivenOrNoneWanted_MakesNone(string setting)
    {
        var result = await RunAsync([setting], "serve");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.False(File.Exists(Path.Combine(_folder.Out, "api-key")));
    }

    [Theory]
    [InlineData("PUID=0", "not decoded as root")]
    [InlineData("PUID=me", "are numbers")]
    public async Task Run_PersonThatMakesNoSense_IsRefused(string setting, string said)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        var result = await RunAsync([setting], "serve");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Scripts_ShellCheck_NotAWord() =>
        Assert.Equal(
            string.Empty,
            await Programs.OutputOfAsync(
                "shellcheck",
                [
                    "-x",
                    $"--source-path={Repository.Root}",
                    .. Directory.GetFiles(Path.Combine(Repository.Root, "eng/package/docker")),
                    .. Directory.GetFiles(Path.Combine(Repository.Root, "eng/package/debian"), "p*"),
                    Path.Combine(Repository.Root, "eng/release.sh"),
                    Path.Combine(Repository.Root, "eng/try-release.sh"),
                ]
            )
        );

    private Task<ProgramResult> RunAsync(string[] environment, params string[] arguments) =>
        Programs.RunAsync(
            "/usr/bin/env",
            Repository.Root,
            [
                $"PATH={_folder.In}:{Environment.GetEnvironmentVariable("PATH")}",
                $"DATA_DIR={_folder.Out}",
                "API_KEY=",
                .. environment,
                "eng/package/docker/entrypoint",
                .. arguments,
            ]
        );
}
