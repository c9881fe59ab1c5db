namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Debian's 7z, for the formats that are not worth writing by hand. Tests that need it are skipped where it is missing.</summary>
internal static class SevenZip
{
    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(p => File.Exists(Path.Combine(p, "7z")));

    /// <summary>Packs pages into a 7z file.</summary>
    public static Task<byte[]> PackAsync(IEnumerable<(string Name, byte[] Data)> pages, params string[] switches) =>
        PackAsync(pages, "-t7z", switches);

    /// <summary>Packs pages.</summary>
    /// <param name="pages">Names without ".." and without duplicates.</param>
    /// <param name="type">-t7z, -tzip or -ttar.</param>
    /// <param name="switches">Further switches.</param>
    public static async Task<byte[]> PackAsync(IEnumerable<(string Name, byte[] Data)> pages, string type, string[] switches)
    {
        using var folder = new TestFolder();
        await PackAsync(folder, pages, type, switches);
        return File.ReadAllBytes(Directory.GetFiles(folder.Out).Order(StringComparer.Ordinal).First());
    }

    /// <summary>Packs pages into a folder's Out: one file, or volumes when -v is among the switches.</summary>
    public static async Task PackAsync(TestFolder folder, IEnumerable<(string Name, byte[] Data)> pages, string type, string[] switches)
    {
        SkipWhenMissing();
        foreach (var (name, data) in pages)
        {
            var path = Path.Combine(folder.In, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, data);
        }

        await RunAsync(folder, [type, .. switches]);
    }

    /// <summary>Packs all that stands in a folder's In into its Out.</summary>
    public static async Task RunAsync(TestFolder folder, string[] switches)
    {
        SkipWhenMissing();
        var result = await Programs.RunAsync(
            "7z",
            folder.In,
            ["a", "-bd", "-y", "-mmt1", .. switches, Path.Combine(folder.Out, "packed"), "."]
        );
        Assert.True(result.ExitCode == 0, $"7z ended with {result.ExitCode}: {result.Output} {result.Errors}");
    }

    private static void SkipWhenMissing() => Assert.SkipUnless(IsInstalled, "needs 7z (package p7zip-full)");
}
