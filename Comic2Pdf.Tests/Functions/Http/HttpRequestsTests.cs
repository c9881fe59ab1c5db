using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Functions;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Requests that no well-behaved client sends, to every HTTP function there is, over real HTTP.</summary>
public sealed class HttpRequestsTests
{
    private const string JobKey =
        "0000000000000000000000000000000000000000000000000000000000000000__0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Method and path of each HTTP function.</summary>
    private static readonly (string Method, string Path)[] All =
    [
        .. typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(t =>
                (t.Methods ?? ["PATCH"]).Select(m =>
                    (
                        m.ToUpperInvariant(),
                        $"/{t.Route!.Replace("{jobKey}", JobKey, StringComparison.Ordinal).Replace("{fileName}", "a.cbz", StringComparison.Ordinal).Replace("{*path}", "nothing", StringComparison.Ordinal)}"
                    )
                )
            ),
    ];

    [Fact]
    public async Task Send_ForeignHost_IsRefusedByAll()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        Assert.True(All.Length >= 15);
        foreach (var (method, path) in All)
        {
            // A page of that site, whose name was made to lead here, sends both.
            var authority = $"evil.example:{app.Http.BaseAddress!.Port}";
            await AssertErrorAsync(
                app,
                method,
                path,
                421,
                "ALLOWED_HOSTS",
                r =>
                {
                    r.Headers.Host = authority;
                    r.Headers.Add("Origin", $"http://{authority}");
                }
            );
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:18083")]
    [InlineData("comics.example")]
    [InlineData("comics.example:443")]
    public async Task Send_HostOfThisMachineOrOfTheSetting_IsServed(string host)
    {
        await using var app = await TestApp.StartAsync(s => s with { AllowedHosts = "comics.example" }, new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs") { Headers = { Host = host } };
        using var response = await app.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Send_WithoutKey_AllThatChangeRefuse()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "secret" }, new FakeBooks());
        foreach (var (method, path) in All.Where(f => f.Method is "POST" or "PUT" or "DELETE" && f.Path != "/session"))
        {
            await AssertErrorAsync(app, method, path, 401, "API key", _ => { });
        }
    }

    [Fact]
    public async Task Send_BodyOverTheLimit_SaysTheLimit()
    {
        await using var app = await TestApp.StartAsync(s => s with { MaxInputSizeMb = 1 }, new FakeBooks());
        foreach (
            var (path, limit, length) in new[]
            {
                ("/config", "65536", 70_000),
                ($"/duplicates/{JobKey}", "65536", 70_000),
                ("/jobs?name=a.cbz", "1 MiB", 2 << 20),
            }
        )
        {
            await AssertErrorAsync(app, "POST", path, 413, limit, r => r.Content = new ByteArrayContent(new byte[length]));
            await AssertErrorAsync(
                app,
                "POST",
                path,
                413,
                limit,
                r =>
                {
                    r.Content = new StreamContent(new MemoryStream(new byte[length]));
                    r.Headers.TransferEncodingChunked = true;
                }
            );
        }

        await AssertErrorAsync(
            app,
            "POST",
            "/jobs",
            413,
            "1 MiB",
            r => r.Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[2 << 20]), "file", "a.cbz" } }
        );
        Assert.Empty(app.Files.Names("in"));
    }

    [Fact]
    public async Task Send_BrokenBody_IsAnErrorOfTheSender()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        foreach (var (method, path) in All.Where(f => f.Method is "POST" or "PUT"))
        {
            string[] bodies =
            [
                "",
                "{",
                "[]",
                "null",
                "\"action\"",
                "\0\0\0",
                new string('[', 60_000),
                "{\"action\": \"\\ud800\", \"default_ocr_lang\": \"\\ud800\"}",
                "{\"\\udfff\": 1}",
            ];
            foreach (var body in bodies)
            {
                await AssertErrorAsync(app, method, path, null, null, r => r.Content = new StringContent(body));
            }

            foreach (var type in new[] { "multipart/form-data", "multipart/form-data; boundary=x", "application/json; charset=nonsense" })
            {
                await AssertErrorAsync(
                    app,
                    method,
                    path,
                    null,
                    null,
                    r =>
                    {
                        r.Content = new StringContent("--x\r\nContent-Disposition: form-data; name=f; filename=a.cbz\r\n\r\ncut");
                        r.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                    }
                );
            }
        }
    }

    private static async Task AssertErrorAsync(
        TestApp app,
        string method,
        string path,
        int? status,
        string? says,
        Action<HttpRequestMessage> change
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        change(request);
        using var response = await app.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (method == "HEAD")
        {
            Assert.Equal(status, (int)response.StatusCode);
            return;
        }

        var what = $"{method} {path}: {(int)response.StatusCode} {text}";
        Assert.True((status ?? (int)response.StatusCode) == (int)response.StatusCode && (int)response.StatusCode is >= 400 and < 500, what);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)response.StatusCode, error.GetProperty("status").GetInt32());
        Assert.True(error.GetProperty("error").GetString()!.Contains(says ?? string.Empty, StringComparison.Ordinal), what);
    }
}
