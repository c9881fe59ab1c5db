using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>One PowerShell 7 for all commands; it is a tool of .config/dotnet-tools.json.</summary>
internal sealed class PowerShell : IShell
{
    private const string Mark = "<<ended ";
    private readonly Process _process;
    private readonly Task<string> _errors;

    private PowerShell(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public IReadOnlyList<string> Fences => ["sh", "powershell"];

    /// <summary>Afterwards `dotnet tool run pwsh` works in the repository; the test is skipped where it is not to be had.</summary>
    public static async Task RestoreAsync()
    {
        var restored = await Programs.RunAsync("dotnet", Repository.Root, "tool", "restore");
        Assert.SkipWhen(restored.ExitCode != 0, $"PowerShell cannot be restored: {restored.Errors}{restored.Output}");
    }

    /// <summary>Starts it; the test is skipped where it is not to be had.</summary>
    public static async Task<PowerShell> StartAsync(string folder, params string[] variables)
    {
        await RestoreAsync();
        var start = new ProcessStartInfo("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-Command", "-"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var variable in variables.Append("NO_COLOR=1").Append("POWERSHELL_TELEMETRY_OPTOUT=1").Append("POWERSHELL_UPDATECHECK=Off")
        )
        {
            var (name, value) = (
                variable[..variable.IndexOf('=', StringComparison.Ordinal)],
                variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            start.Environment[name] = value;
        }

        var shell = new PowerShell(Process.Start(start)!);
        var ready = await shell.TypeAsync($"Set-Location '{folder}'; function comic2pdf {{ & dotnet '{Repository.CliAssembly}' @args }}");
        Assert.Equal(0, ready.ExitCode);
        return shell;
    }

    public async Task<ProgramResult> TypeAsync(string command)
    {
        // A program that fails sets the one, a cmdlet that fails the other.
        await _process.StandardInput.WriteLineAsync(
            $"$global:LASTEXITCODE = 0; $Error.Clear(); {command}; \"{Mark}$LASTEXITCODE $($Error.Count)\""
        );
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                var codes = line[Mark.Length..].Split(' ').Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToArray();
                return new ProgramResult(codes[0] != 0 ? codes[0] : Math.Min(1, codes[1]), string.Join('\n', said), string.Empty);
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"PowerShell ended in: {command}: {await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
