using System.Diagnostics;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Rounds of kills until the time is over, some at the same time.</summary>
internal sealed class KillHarness(DrillOptions options, TextWriter output)
{
    private const int KillsOfARound = 25;

    // Accounts of one Azurite.
    private const int Accounts = 200;

    private readonly List<KillRound> _rounds = [];
    private int _next;
    private int _begun;

    /// <summary>What was found wrong in all rounds.</summary>
    public IEnumerable<string> Faults => _rounds.SelectMany(r => r.Faults.Texts);

    /// <summary>Runs, says each round in a line, and sums them up.</summary>
    public async Task<DrillRow> RunAsync()
    {
        await output.WriteLineAsync($"kills: seed {options.Seed}, {options.Storage}, {(options.IsReal ? "real" : "fake")} reader");
        var azurite = options.IsBlobs ? await AzuriteServer.StartAsync(Accounts, all: options.SharesHistory) : null;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(_ => LaneAsync(azurite, watch)));
        if (azurite is not null)
        {
            await azurite.StopAsync();
        }

        var starts = _rounds.SelectMany(r => r.StartSeconds).Order().ToList();
        return new DrillRow
        {
            Drill = options.IsReal ? "random kills, real reader" : "random kills",
            Fault = "kill -9 of the server at drawn moments, and at drawn changes of its store, under mixed load",
            Storage = options.Storage,
            Times = _rounds.Sum(r => r.Kills),
            Archives = _rounds.Sum(r => r.Archives),
            Lost = Count(Drills.Faults.Lost),
            Twice = Count(Drills.Faults.Twice),
            Partial = Count(Drills.Faults.Partial),
            Wrong = Count(Drills.Faults.Wrong),
            RecoverTypical = Math.Round(starts.ElementAtOrDefault(starts.Count / 2), 1),
            RecoverWorst = Math.Round(starts.LastOrDefault(), 1),
            Seed = options.Seed,
        };
    }

    private async Task LaneAsync(AzuriteServer? azurite, Stopwatch watch)
    {
        while (watch.Elapsed < TimeSpan.FromMinutes(options.Minutes) && Claim() is > 0 and var kills)
        {
            var number = Interlocked.Increment(ref _next);
            var round = new KillRound(options, number, kills, azurite is null ? null : () => Account(azurite, number));
            lock (_rounds)
            {
                _rounds.Add(round);
            }

            try
            {
                await round.RunAsync();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                round.Faults.Add(Drills.Faults.Wrong, $"seed {options.Seed}, round {number}: {e}");
            }

            await output.WriteLineAsync(
                $"{watch.Elapsed.TotalSeconds, 5:0} s, round {number}: {round.Kills} kills, {round.Archives} archives, {round.Faults.Texts.Count()} faults"
            );
            foreach (var fault in round.Faults.Texts)
            {
                await output.WriteLineAsync($"    {fault}");
            }
        }
    }

    private int Claim()
    {
        lock (_rounds)
        {
            var kills = Math.Min(KillsOfARound, options.Kills - _begun);
            _begun += kills;
            return kills;
        }
    }

    private Task<StoreView> Account(AzuriteServer azurite, int number) =>
        Task.FromResult<StoreView>(new ContainerView(azurite.Account(number), options.SharesHistory));

    private int Count(string kind) => _rounds.Sum(r => r.Faults.Count(kind));
}
