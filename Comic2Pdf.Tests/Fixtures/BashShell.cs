namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A bash for each command.</summary>
/// <param name="folder">Where it is typed.</param>
/// <param name="variables">Of the environment: NAME=value.</param>
internal sealed class BashShell(string folder, params string[] variables) : IShell
{
    public IReadOnlyList<string> Fences => ["sh", "bash"];

    public Task<ProgramResult> TypeAsync(string command) =>
        Programs.RunAsync(
            "env",
            folder,
            [.. variables, "bash", "-c", $"comic2pdf() {{ dotnet '{Repository.CliAssembly}' \"$@\"; }}; {command}"]
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
