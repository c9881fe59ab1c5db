namespace Comic2Pdf.Tests.Drills;

/// <summary>Plays drills, each so many times, each time at other moments.</summary>
internal static class DrillRunner
{
    /// <summary>Plays one.</summary>
    /// <returns>What has come of it, and what was wrong.</returns>
    public static async Task<(DrillRow Row, IReadOnlyList<string> Faults)> PlayAsync(Drill drill, int times, int seed)
    {
        var faults = new List<Faults>();
        var seconds = new List<double>();
        var archives = 0;
        for (var i = 0; i < times; i++)
        {
            await using var scene = new DrillScene(seed + i);
            try
            {
                await drill.Play(scene);
                await scene.CheckAsync();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                scene.Faults.Add(Faults.Wrong, $"{e.GetType().Name}: {e.Message}");
            }

            if (!scene.Faults.IsEmpty)
            {
                scene.Faults.Add("kept", $"seed {seed + i}: {scene.Data}");
            }

            faults.Add(scene.Faults);
            seconds.Add(scene.RecoverSeconds);
            archives += scene.Comics.Sum(c => c.PossibleDrops);
        }

        seconds.Sort();
        var row = new DrillRow
        {
            Drill = drill.Name,
            Fault = drill.Fault,
            Remedy = drill.Remedy,
            Storage = drill.Storage,
            Times = times,
            Archives = archives,
            Lost = Count(Faults.Lost),
            Twice = Count(Faults.Twice),
            Partial = Count(Faults.Partial),
            Wrong = Count(Faults.Wrong),
            RecoverTypical = Math.Round(seconds[seconds.Count / 2], 1),
            RecoverWorst = Math.Round(seconds[^1], 1),
            Seed = seed,
        };
        return (row, [.. faults.SelectMany(f => f.Texts)]);

        int Count(string kind) => faults.Sum(f => f.Count(kind));
    }
}
