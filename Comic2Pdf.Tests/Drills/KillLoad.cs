using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>An operator in a hurry: drops, uploads, duplicates, cancels, retries, requeues, deletes, decides, damages copies of the history. All is drawn from one seed.</summary>
internal sealed class KillLoad(Random random, StoreView store, bool isReal)
{
    private static readonly string[] Decisions = ["USE_EXISTING_RESULT", "DISCARD", "FORCE_REPROCESS"];
    private static readonly string[] Copies = ["index/jobs.json", "index/metrics.json"];

    private readonly List<DroppedComic> _comics = [];
    private int _files;

    /// <summary>All contents that were dropped.</summary>
    public IReadOnlyList<DroppedComic> Comics => _comics;

    /// <summary>The second half of all keys, as soon as it is known.</summary>
    public string? ProfileHash { get; set; }

    /// <summary>So many contents at most.</summary>
    public required int MostComics { get; init; }

    /// <summary>Drops one that was not there before.</summary>
    public void DropNew()
    {
        var number = random.Next();
        var pages = random.Next(1, 5);
        Drop(isReal ? DroppedComic.Drawn(number, pages) : DroppedComic.Tiny(number, pages));
    }

    /// <summary>Acts until the server is gone.</summary>
    public async Task RunAsync(HttpClient http, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await ActAsync(http, end);
                await Task.Delay(random.Next(0, 60), end);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or SocketException)
            {
                // It has died in the middle of a request: what came of that is not known.
                return;
            }
        }
    }

    private Task ActAsync(HttpClient http, CancellationToken end)
    {
        var isFull = _comics.Count >= MostComics;
        var comic = _comics[random.Next(_comics.Count)];
        switch (random.Next(100))
        {
            case < 38 when !isFull:
                DropNew();
                return Task.CompletedTask;
            case < 46 when !isFull:
                return UploadAsync(http, isReal ? DroppedComic.Drawn(random.Next(), 1) : DroppedComic.Tiny(random.Next(), 2), end);
            case < 50 when !isFull:
                Drop(DroppedComic.Junk(random.Next()));
                return Task.CompletedTask;
            case < 58:
                Drop(comic);
                return Task.CompletedTask;
            case < 62:
                return UploadAsync(http, comic, end);
            case < 71:
                return ChangeAsync(http, HttpMethod.Post, comic, "/cancel", again: 0, disposals: 1, end);
            case < 79:
                return ChangeAsync(http, HttpMethod.Post, comic, "/retry", again: 0, disposals: 0, end);
            case < 85:
                return ChangeAsync(http, HttpMethod.Post, comic, "/requeue", again: 1, disposals: 0, end);
            case < 89:
                return ChangeAsync(http, HttpMethod.Delete, comic, "", again: 1, disposals: 1, end);
            case < 97:
                return DecideAsync(http, comic, end);
            default:
                Damage(comic);
                return Task.CompletedTask;
        }
    }

    private void Drop(DroppedComic comic)
    {
        Note(comic);
        store.Write($"in/{NextName()}", comic.Content);
        comic.SureDrops++;
    }

    private async Task UploadAsync(HttpClient http, DroppedComic comic, CancellationToken end)
    {
        Note(comic);
        using var content = new ByteArrayContent(comic.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await http.PutAsync($"/jobs/{NextName()}", content, end);
        if (answer.IsSuccessStatusCode || (int)answer.StatusCode == 409)
        {
            comic.SureDrops++;
        }
    }

    private async Task ChangeAsync(
        HttpClient http,
        HttpMethod method,
        DroppedComic comic,
        string path,
        int again,
        int disposals,
        CancellationToken end
    )
    {
        comic.Again += again;
        comic.Disposals += disposals;
        using var request = new HttpRequestMessage(method, $"/jobs/{comic.Hash}__{ProfileHash}{path}");
        using var answer = await http.SendAsync(request, end);
    }

    private async Task DecideAsync(HttpClient http, DroppedComic comic, CancellationToken end)
    {
        var action = Decisions[random.Next(Decisions.Length)];
        comic.Again++;
        comic.Disposals += action == "DISCARD" ? 1 : 0;
        var decision = $"{{\"action\":\"{action}\"}}";
        if (random.Next(3) == 0)
        {
            store.Write($"hold/duplicates/{comic.Hash}__{ProfileHash}/decision.json", decision);
            return;
        }

        using var content = new StringContent(decision, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/duplicates/{comic.Hash}__{ProfileHash}", content, end);
    }

    // Copies of the history may be broken or missing at any time.
    private void Damage(DroppedComic comic)
    {
        var state = $"work/{comic.Hash}__{ProfileHash}/state.json";
        var name = random.Next(2) == 0 && store.Exists(state) ? state : Copies[random.Next(Copies.Length)];
        if (random.Next(2) == 0)
        {
            store.Write(name, "{\"state\": \"DO");
        }
        else if (store.Exists(name))
        {
            store.Delete(name);
        }
    }

    private void Note(DroppedComic comic)
    {
        if (!_comics.Contains(comic))
        {
            _comics.Add(comic);
        }

        comic.PossibleDrops++;
    }

    private string NextName() => $"comic {++_files}.cbz";
}
