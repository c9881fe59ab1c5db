namespace Comic2Pdf.Tests.Drills;

/// <summary>What `./test.sh drills` and `./test.sh soak` start.</summary>
internal static class DrillCommand
{
    public const string Verb = "drills";

    /// <summary>0: nothing was wrong; 1: something was; 2: wrong arguments.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (DrillOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(DrillOptions.Usage);
            return 2;
        }

        switch (options.What)
        {
            case "report":
                DrillReport.Write();
                return 0;
            default:
                return await KillsAsync(options);
        }
    }

    private static async Task<int> KillsAsync(DrillOptions options)
    {
        var harness = new KillHarness(options, Console.Out);
        var row = await harness.RunAsync();
        Console.WriteLine(row);
        DrillReport.Add(row);
        return harness.Faults.Any() ? 1 : 0;
    }
}
