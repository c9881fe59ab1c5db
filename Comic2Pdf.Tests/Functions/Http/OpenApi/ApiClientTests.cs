using Comic2Pdf.Tests.Functions.Http.OpenApi.Generated;
using Comic2Pdf.Tests.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Http.OpenApi;

/// <summary>The client that NSwag makes of /openapi.json, against the running server: who generates one gets one that works.</summary>
public sealed class ApiClientTests
{
    // NSwag sends numbers that were not set as 0.
    private static readonly ConfigBody All = new()
    {
        Prep_concurrency = 2,
        Ocr_concurrency = 3,
        Job_timeout_s = 600,
        Default_ocr_lang = "eng",
    };

    [Fact]
    public async Task Client_OfTheDocument_DrivesTheServer()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks { Text = i => PageTexts.Of($"page {i + 1}") });
        var source = app.Drop("a.cbz");
        var key = (await app.JobAsync("a.cbz", "DONE")).JobKey;
        var client = new ApiClient(app.Http);

        var job = await client.JobsOneAsync(key);
        Assert.Equal(("DONE", "a.cbz", 3), (job.State, job.InputFile, job.Pages.Total));
        Assert.Null(job.Error);
        Assert.Equal("DISCOVERED", (await client.JobsHistoryAsync(key)).First().State);
        Assert.Equal(2, Assert.Single((await client.SearchAsync("page 2", key, 10)).Hits).Page);
        Assert.Equal(1, (await client.MetricsGetAsync()).Done);
        Assert.Equal("ok", (await client.HealthzAsync()).Status);
        using (var pdf = await client.JobsPdfAsync(key, show: null))
        {
            Assert.Equal("%PDF"u8.ToArray(), await ReadAsync(pdf.Stream, 4));
        }

        Assert.Equal("ok", (await client.ConfigPostAsync(All)).Status);
        Assert.Equal(3, (await client.ConfigGetAsync()).Ocr_concurrency);

        app.Drop("b.cbz", source);
        var waiting = await app.UntilAsync("held", async () => (await client.DuplicatesListAsync()).FirstOrDefault());
        Assert.Equal("b.cbz", Assert.Single(waiting.Files).FileName);
        Assert.Equal(
            DecisionAnswerAction.DISCARD,
            (await client.DuplicatesDecideAsync(key, new DecisionBody { Action = DecisionBodyAction.DISCARD })).Action
        );

        var conflict = await Assert.ThrowsAsync<ApiException<ErrorBody>>(() => client.JobsRetryAsync(key));
        Assert.Equal((409, 409), (conflict.StatusCode, conflict.Result.Status));
        Assert.Equal("ok", (await client.JobsDeleteAsync(key)).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException<ErrorBody>>(() => client.JobsOneAsync(key))).StatusCode);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
