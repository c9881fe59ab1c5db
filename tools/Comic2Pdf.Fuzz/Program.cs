using System.Globalization;

namespace Comic2Pdf.Fuzz;

/// <summary>Comic2Pdf.Fuzz FOLDER SECONDS [TARGET...]: each target for so long; 1 when there is a finding. eng/fuzz.sh builds and instruments before.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Coverage.Attach();
        if (args.Length < 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            Console.Error.WriteLine(
                $"usage: Comic2Pdf.Fuzz FOLDER SECONDS [TARGET...]; targets: {string.Join(' ', FuzzTargets.All.Select(t => t.Name))}"
            );
            return 2;
        }

        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Environment.TickCount;
        var findings = 0;
        foreach (var target in FuzzTargets.All.Where(t => args.Length == 2 || args.AsSpan(2).Contains(t.Name)))
        {
            var folder = Path.Combine(args[0], target.Name);
            using var loop = new FuzzLoop(target, folder, seed);
            var stored = Path.Combine("Comic2Pdf.Tests", "Fuzz", "Seeds", target.Name);
            loop.Run(Directory.Exists(stored) ? Directory.GetFiles(stored).Select(File.ReadAllBytes) : [], TimeSpan.FromSeconds(seconds));
            Console.WriteLine(
                $"{target.Name}: {loop.Runs} runs, {loop.Corpus} inputs kept, {loop.Branches} branches, {loop.Findings} findings (seed {seed})"
            );
            findings += loop.Findings;
        }

        return findings == 0 ? 0 : 1;
    }
}
