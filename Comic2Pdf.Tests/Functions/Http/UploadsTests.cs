using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Uploads as curl, forms and broken clients send them, over real HTTP.</summary>
public sealed class UploadsTests
{
    [Fact]
    public async Task Upload_BodyWithTheTypeThatCurlSays_IsTaken()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var content = new ByteArrayContent(Comic(app, 1));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var accepted = await app.Http.PostAsync("/jobs?name=c.cbz", content);
        Assert.Equal(202, (int)accepted.StatusCode);
        await app.JobAsync("c.cbz", "DONE");
    }

    [Theory]
    [InlineData("/jobs?name=c.cbz")]
    [InlineData("/jobs/c.cbz")]
    public async Task Upload_ByPut_IsTaken(string path)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var accepted = await app.Http.PutAsync(path, new ByteArrayContent(Comic(app, 1)));
        Assert.Equal(202, (int)accepted.StatusCode);
        await app.JobAsync("c.cbz", "DONE");
    }

    [Fact]
    public async Task Upload_SeveralFilesOfOneForm_EachHasItsOwnAnswer()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var form = new MultipartFormDataContent
        {
            { new StringContent("A title"), "title" },
            { new ByteArrayContent(Comic(app, 1)), "file", "a.cbz" },
            { new ByteArrayContent("<html>"u8.ToArray()), "file", "no.cbz" },
            { new ByteArrayContent(Comic(app, 2)), "file", "b.cbz" },
        };
        using var response = await app.Http.PostAsync("/jobs", form);
        Assert.Equal(207, (int)response.StatusCode);
        var files = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["a.cbz", "no.cbz", "b.cbz"], files.Select(f => f.GetProperty("fileName").GetString()));
        Assert.Equal("accepted", files[0].GetProperty("answer").GetProperty("status").GetString());
        Assert.Equal("not_an_archive", files[1].GetProperty("answer").GetProperty("code").GetString());
        Assert.Equal((await app.JobAsync("a.cbz", "DONE")).JobKey, files[0].GetProperty("answer").GetProperty("jobKey").GetString());
        await app.JobAsync("b.cbz", "DONE");
    }

    [Fact]
    public async Task Upload_SeveralGoodFiles_Is202()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Comic(app, 1)), "file", "a.cbz" },
            { new ByteArrayContent(Comic(app, 2)), "file", "b.cbz" },
        };
        using var response = await app.Http.PostAsync("/jobs", form);
        Assert.Equal(202, (int)response.StatusCode);
        await app.UntilMetricAsync("done", 2);
    }

    [Fact]
    public async Task Upload_OverTheLimit_IsAnsweredBeforeItsEndAndLeavesNothing()
    {
        await using var app = await TestApp.StartAsync(s => s with { MaxInputSizeMb = 1 }, new FakeBooks());
        const string Part = "--x\r\nContent-Disposition: form-data; name=f; filename=a.cbz\r\n\r\n";
        foreach (
            var (head, begin) in new[]
            {
                ("POST /jobs HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\n", Part),
                ("POST /jobs?name=a.cbz HTTP/1.1\r\nContent-Type: application/zip\r\n", string.Empty),
            }
        )
        {
            // It says 300 MB, sends little more than the limit, and then waits: what is answered was decided without the rest.
            using var sender = await RawRequest.SendAsync(
                app.Http.BaseAddress!,
                $"{head}Host: localhost\r\nContent-Length: 300000000\r\n\r\n{begin}",
                new byte[1_200_000]
            );
            Assert.StartsWith("HTTP/1.1 413", await sender.FirstLineAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(app.Files.Names("in"));
    }

    [Fact]
    public async Task Upload_BrokenChunks_Is400()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var sender = await RawRequest.SendAsync(
            app.Http.BaseAddress!,
            "POST /jobs?name=a.cbz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk\r\n",
            []
        );
        var answer = await sender.AllAsync();
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("application/json", answer, StringComparison.Ordinal);
        Assert.Contains("\"error\"", answer, StringComparison.Ordinal);
        Assert.Empty(app.Files.Names("in"));
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=f; filename=a.cbz\r\n\r\ncut")]
    [InlineData("no boundary at all")]
    [InlineData("--x\r\nno header\r\n\r\n--x--\r\n")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=f; filename=a.cbz")]
    public async Task Upload_BrokenForm_Is400(string body)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await app.Http.PostAsync("/jobs", content);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(400, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
        Assert.Empty(app.Files.Names("in"));
    }

    [Theory]
    [InlineData("/jobs?name=%ED%A0%80.cbz")]
    [InlineData("/jobs?name=a%00.cbz")]
    [InlineData("/jobs?name=%FF.cbz")]
    public async Task Upload_NameThatIsNoText_HasAJsonAnswer(string path)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var response = await app.Http.PostAsync(path, new ByteArrayContent("nothing"u8.ToArray()));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(400, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Upload_HundredAndTenMegabytes_IsTaken()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var comic = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(1, padding: 110_000_000)).Build();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(comic), "file", "large.cbz" } };
        using var response = await app.Http.PostAsync("/jobs", form);
        Assert.Equal(202, (int)response.StatusCode);
    }

    private static byte[] Comic(TestApp app, int pages) =>
        File.ReadAllBytes(SimpleComic.Write(app.At("made", $"{Guid.NewGuid():N}.cbz"), pages));
}
