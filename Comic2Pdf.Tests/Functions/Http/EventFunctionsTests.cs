using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Rows of jobs and their changes, over real HTTP.</summary>
[Trait("Storage", "files")]
public sealed class EventFunctionsTests
{
    [Fact]
    public async Task Listen_AJobComesAndGoes_TellsEachChangeAndTheEnd()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var answer = await app.Http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = await NextAsync(events, _ => true);
        Assert.Equal((0, 0), (first.GetProperty("total").GetInt32(), first.GetProperty("jobs").GetArrayLength()));

        app.Drop("a.cbz", 2);
        var done = await NextAsync(
            events,
            e => e.GetProperty("jobs").EnumerateArray().Any(j => j.GetProperty("state").GetString() == "DONE")
        );
        var row = done.GetProperty("jobs")[0];
        Assert.Equal(1, done.GetProperty("total").GetInt32());
        Assert.True(row.GetProperty("pdfSizeBytes").GetInt64() > 0);
        Assert.False(row.TryGetProperty("profile", out _));

        var job = await app.JobAsync("a.cbz", "DONE");
        using var deleted = await app.Http.DeleteAsync($"/jobs/{job.JobKey}");
        var gone = await NextAsync(events, e => e.GetProperty("removed").GetArrayLength() > 0);
        Assert.Equal((0, job.JobKey), (gone.GetProperty("total").GetInt32(), gone.GetProperty("removed")[0].GetString()));
    }

    [Fact]
    public async Task Listen_ComingBack_GetsWhatWasUpdatedSince()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz", 1);
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(1, await ChangesSinceAsync(job.UpdatedAt));
        Assert.Equal(0, await ChangesSinceAsync("2100-01-01T00:00:00Z"));

        async Task<int> ChangesSinceAsync(string since)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            request.Headers.Add("Last-Event-ID", since);
            request.Headers.Add("Accept", "application/json");
            using var answer = await app.Http.SendAsync(request);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs").GetArrayLength();
        }
    }

    [Fact]
    public async Task Listen_AppStops_EndsTheAnswer()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks());
        using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
        using var answer = await http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await NextAsync(events, _ => true);
        await app.DisposeAsync();
        try
        {
            Assert.DoesNotContain("event:", await events.ReadToEndAsync(), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // The connection was closed: an end as well.
        }
    }

    [Fact]
    public async Task Jobs_Brief_AreTheSameAsRows()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz", 1);
        app.Drop("b.cbz", 2);
        await app.UntilMetricAsync("done", 2);
        var page = await app.Http.GetFromJsonAsync<JsonElement>("/jobs?brief=true&limit=10&q=b.c");
        var row = Assert.Single(page.GetProperty("jobs").EnumerateArray());
        Assert.Equal(("b.cbz", 2), (row.GetProperty("inputFile").GetString(), row.GetProperty("pages").GetProperty("total").GetInt32()));
        Assert.Equal(2, (await app.Http.GetFromJsonAsync<JsonElement[]>("/jobs?brief=true"))!.Length);
    }

    private static async Task<JsonElement> NextAsync(StreamReader events, Func<JsonElement, bool> isIt)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (
                line.StartsWith("data: ", StringComparison.Ordinal)
                && JsonDocument.Parse(line[6..]).RootElement is var batch
                && isIt(batch)
            )
            {
                return batch;
            }
        }

        throw new EndOfStreamException("the events ended");
    }
}
