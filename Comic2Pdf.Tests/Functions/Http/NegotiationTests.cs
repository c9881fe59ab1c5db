using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>What clients may ask for by headers: compression, problem details, and no more than they do not have yet.</summary>
public sealed class NegotiationTests
{
    [Fact]
    public async Task Get_JsonWithGzip_IsCompressed()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/info") { Headers = { AcceptEncoding = { new("gzip") } } };
        using var response = await app.Http.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(await app.Http.GetStringAsync("/info"), await new StreamReader(plain).ReadToEndAsync());
    }

    [Theory]
    [InlineData("application/problem+json", true)]
    [InlineData("application/json;q=0.5, application/problem+json", true)]
    [InlineData("application/json, application/problem+json;q=0.5", false)]
    [InlineData("application/problem+json;q=0", false)]
    [InlineData("application/json", false)]
    [InlineData("*/*", false)]
    public async Task Get_Error_HasTheShapeThatIsAskedFor(string accept, bool isProblem)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs/x");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await app.Http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(isProblem ? "application/problem+json" : "application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(404, body.GetProperty("status").GetInt32());
        Assert.Equal("job not found", body.GetProperty(isProblem ? "detail" : "error").GetString());
    }

    [Fact]
    public async Task Post_RefusedFileAsProblem_NamesItsCode()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs?name=a.cbz") { Content = new StringContent("<html>") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
        using var response = await app.Http.SendAsync(request);
        Assert.Equal("not_an_archive", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Get_PdfThatTheClientHas_Is304AndRangesAreOfOneVersion()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        var content = app.PdfOf(job);
        var url = $"/jobs/{job.JobKey}/pdf";
        using var first = await app.Http.GetAsync(url);
        var (tag, modified) = (first.Headers.ETag!, first.Content.Headers.LastModified!.Value);

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(r => r.IfNoneMatch.Add(tag))).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(r => r.IfModifiedSince = modified)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(r => r.IfNoneMatch.Add(new("\"other\"")))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await GetAsync(r => r.IfMatch.Add(new("\"other\"")))).Status);
        var part = await GetAsync(r => (r.Range, r.IfRange) = (new(0, 4), new(tag)));
        Assert.Equal((HttpStatusCode.PartialContent, 5), (part.Status, part.Body.Length));
        var whole = await GetAsync(r => (r.Range, r.IfRange) = (new(0, 4), new(new EntityTagHeaderValue("\"other\""))));
        Assert.Equal((HttpStatusCode.OK, content.Length), (whole.Status, whole.Body.Length));

        async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(Action<HttpRequestHeaders> change)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            change(request.Headers);
            using var response = await app.Http.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        }
    }
}
