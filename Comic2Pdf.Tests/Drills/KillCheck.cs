using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Comic2Pdf.Tests.Functions;
using UglyToad.PdfPig;

namespace Comic2Pdf.Tests.Drills;

/// <summary>What must hold when all has settled: nothing lost, nothing twice, nothing partial, all states final and told alike by history, lists and files.</summary>
internal sealed class KillCheck(StoreView store, IReadOnlyList<DroppedComic> comics, OutWatcher watcher, Faults faults, Uri address)
{
    private static readonly string[] Places = ["in", "archive", "error", "hold"];

    // Longer than any pause of the app; a busy machine may take as long as it likes, as long as anything changes.
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ALook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AllMoves = TimeSpan.FromSeconds(3);

    public async Task RunAsync()
    {
        using var http = new HttpClient { BaseAddress = address };
        if (await StandstillAsync(http) is { } stuck)
        {
            // What is still moving cannot be looked at: a file on its way from a folder that was not listed yet to one that was would be in none.
            faults.Add(Faults.Wrong, $"not settled: {stuck}");
            return;
        }

        var jobs = await Api.JobsAsync(http);
        CheckArchives();
        CheckPdfs(jobs);
        await CheckCopiesAsync(http);
    }

    /// <summary>Waits until all has settled.</summary>
    /// <returns>Null, or what has not when nothing has changed for long.</returns>
    private async Task<string?> StandstillAsync(HttpClient http)
    {
        var (last, lastNames) = (string.Empty, string.Empty);
        var since = Stopwatch.StartNew();
        while (true)
        {
            var what = await UnsettledAsync(http);
            var names = string.Join('\n', Places.SelectMany(p => store.Names(p)));
            if (what is null && names == lastNames)
            {
                return null;
            }

            var now = $"{what}{names}{string.Concat((await Api.JobsAsync(http)).Select(j => j.State + j.UpdatedAt + j.Pages))}";
            if (now != last)
            {
                last = now;
                since.Restart();
            }
            else if (since.Elapsed > LongestStandstill)
            {
                return what;
            }

            // A decision about a duplicate is carried out after a while, or waits for its job: only that nothing moves shows which.
            lastNames = names;
            await Task.Delay(what is null ? AllMoves : ALook);
        }
    }

    private async Task<string?> UnsettledAsync(HttpClient http)
    {
        if (store.Names("in").FirstOrDefault(n => n.EndsWith(".cbz", StringComparison.Ordinal)) is { } waiting)
        {
            return $"{waiting} waits";
        }

        if ((await Api.JobsAsync(http)).FirstOrDefault(j => !Api.IsFinal(j)) is { } job)
        {
            return $"{job.JobKey} is {job.State}: {job.Message}";
        }

        var metrics = await Api.MetricsAsync(http);
        return metrics.GetProperty("running").GetInt32() + metrics.GetProperty("queued").GetInt32() > 0 ? $"metrics say {metrics}"
            : store.Names("hold/jobs").FirstOrDefault() is { } held ? $"{held} is not put away"
            : null;
    }

    /// <summary>Each content is somewhere, and in no more places than it was dropped.</summary>
    private void CheckArchives()
    {
        var found = Places
            .SelectMany(p => store.Names(p))
            .Where(n => !Path.GetFileName(n).StartsWith('.') && Path.GetExtension(n) is not ".json")
            .Select(n => (Hash: Convert.ToHexStringLower(SHA256.HashData(store.Bytes(n))), Name: n))
            .ToLookup(f => f.Hash, f => f.Name, StringComparer.Ordinal);
        foreach (var comic in comics)
        {
            var places = found[comic.Hash].ToList();

            // Of bytes that are in several places cancel, delete and DISCARD may leave one.
            var least = comic.Disposals == 0 ? comic.SureDrops : Math.Min(1, comic.SureDrops);
            faults.AddUnless(places.Count >= least, Faults.Lost, $"{comic.Hash}: dropped {comic.SureDrops} times, is at {Text(places)}");
            faults.AddUnless(
                places.Count <= comic.PossibleDrops,
                Faults.Twice,
                $"{comic.Hash}: dropped {comic.PossibleDrops} times at most, is at {Text(places)}"
            );
        }
    }

    private void CheckPdfs(IReadOnlyList<JobView> jobs)
    {
        foreach (var broken in watcher.Broken)
        {
            faults.Add(Faults.Partial, $"{broken} when it appeared");
        }

        var byHash = comics.ToDictionary(c => c.Hash, StringComparer.Ordinal);
        foreach (var name in store.Names("out").Where(n => n.EndsWith(".pdf", StringComparison.Ordinal)))
        {
            try
            {
                using var pdf = PdfDocument.Open(store.Bytes(name));
                var pages = byHash[HashOf(name)].Pages;
                faults.AddUnless(pdf.NumberOfPages == pages, Faults.Partial, $"{name} has {pdf.NumberOfPages} pages, not {pages}");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                faults.Add(Faults.Partial, $"{name}: {e.Message}");
            }
        }

        foreach (var job in jobs.Where(j => j.State == "DONE"))
        {
            faults.AddUnless(
                job.FinalPdf is { } pdf && store.Exists(store.NameOf(pdf)),
                Faults.Lost,
                $"{job.JobKey} is DONE and its PDF {job.FinalPdf} is not there"
            );
        }

        foreach (var (name, times) in watcher.Seen)
        {
            var most = 1 + byHash[HashOf(name)].Again;
            faults.AddUnless(times <= most, Faults.Twice, $"{name} was published {times} times, {most} at most were asked for");
        }
    }

    /// <summary>Lists, counters and states in files say what the history says. One that a drill has broken is written again within seconds.</summary>
    private async Task CheckCopiesAsync(HttpClient http)
    {
        var what = string.Empty;
        try
        {
            await Until.TrueAsync("the copies agree", async () => (what = await DisagreementAsync(http)) is "", TimeSpan.FromMinutes(1.5));
        }
        catch (TimeoutException)
        {
            faults.Add(Faults.Wrong, what);
        }
    }

    private async Task<string> DisagreementAsync(HttpClient http)
    {
        var jobs = await Api.JobsAsync(http);
        try
        {
            var list = JsonSerializer.Deserialize<List<JobView>>(store.Text("index/jobs.json"), JsonSerializerOptions.Web)!;
            if (!list.Select(j => (j.JobKey, j.State)).SequenceEqual(jobs.Select(j => (j.JobKey, j.State))))
            {
                return "jobs.json is not GET /jobs";
            }

            using var metrics = JsonDocument.Parse(store.Text("index/metrics.json"));
            if (metrics.RootElement.GetProperty("done").GetInt32() != await Api.MetricAsync(http, "done"))
            {
                return "metrics.json is not GET /metrics";
            }

            foreach (var job in jobs)
            {
                // The list is of the history's index; this asks the history itself.
                var one = JsonSerializer.Deserialize<JobView>(await http.GetStringAsync($"/jobs/{job.JobKey}"), JsonSerializerOptions.Web)!;
                var copy = JsonSerializer.Deserialize<JobView>(store.Text("work", job.JobKey, "state.json"), JsonSerializerOptions.Web)!;
                if (one.State != job.State || copy.State != job.State || copy.UpdatedAt != one.UpdatedAt)
                {
                    return $"{job.JobKey}: listed {job.State}, history {one.State}, state.json {copy.State}";
                }
            }

            return Orphan(jobs) is { } key ? $"work/{key} belongs to no job" : string.Empty;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            return e.Message;
        }
    }

    /// <summary>A work folder of no job. What an operator has deleted may be made again by the drill itself, which damages files in it.</summary>
    private string? Orphan(IReadOnlyList<JobView> jobs)
    {
        var known = jobs.Select(j => j.JobKey).ToHashSet(StringComparer.Ordinal);
        var changed = comics.Where(c => c.Again + c.Disposals > 0).Select(c => c.Hash).ToHashSet(StringComparer.Ordinal);
        return store
            .Names("work")
            .Select(n => n.Split('/')[1])
            .FirstOrDefault(k => !known.Contains(k) && !changed.Contains(k.Split("__")[0]));
    }

    private static string HashOf(string pdf) => pdf.Split("__job-")[1].Split("__")[0];

    private static string Text(List<string> places) => places.Count == 0 ? "no place" : string.Join(", ", places);
}
