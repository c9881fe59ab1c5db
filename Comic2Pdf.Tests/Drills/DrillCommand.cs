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
            case "faults":
                return await FaultsAsync(options);
            case "soak":
                return await SoakAsync(options);
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

    private static async Task<int> FaultsAsync(DrillOptions options)
    {
        var isRight = true;
        foreach (var drill in Drill.All.Where(d => options.Names.Count == 0 || options.Names.Any(n => d.Name.Contains(n))))
        {
            var (row, faults) = await DrillRunner.PlayAsync(drill, options.Times, options.Seed);
            Console.WriteLine(
                $"{drill.Name}: {row.Times} times, {row.Lost} lost, {row.Twice} twice, {row.Partial} partial, {row.Wrong} wrong, {row.RecoverTypical} s"
            );
            foreach (var fault in faults)
            {
                Console.WriteLine($"    {fault}");
            }

            DrillReport.Add(row);
            isRight &= faults.Count == 0;
        }

        return isRight ? 0 : 1;
    }

    private static async Task<int> SoakAsync(DrillOptions options)
    {
        var (row, faults) = await new Soak(options).RunAsync();
        foreach (var fault in faults.Texts)
        {
            Console.WriteLine($"    {fault}");
        }

        DrillReport.Add(row);
        return faults.IsEmpty && row.IsFlat ? 0 : 1;
    }
}
