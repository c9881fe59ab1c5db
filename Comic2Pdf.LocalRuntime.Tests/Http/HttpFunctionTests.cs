using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Http;

public sealed class HttpFunctionTests
{
    [Theory]
    [InlineData("GET", "/jobs/17", 200, "number 17")]
    [InlineData("GET", "/jobs/abc", 200, "text abc")]
    [InlineData("GET", "/optional", 200, "optional ")]
    [InlineData("GET", "/optional/x", 200, "optional x")]
    [InlineData("GET", "/files/a/b/c.txt", 200, "rest a/b/c.txt")]
    [InlineData("GET", "/query?name=Ann", 200, "query Ann")]
    [InlineData("GET", "/jobs/page?limit=5", 200, "page 5")]
    [InlineData("GET", "/ByName", 200, "by name")]
    [InlineData("GET", "/byname", 200, "by name")]
    [InlineData("GET", "/", 200, "root")]
    [InlineData("GET", "/minimal", 201, "{\"someValue\":1}")]
    [InlineData("GET", "/object", 200, "{\"someValue\":2,\"inner\":{\"otherValue\":\"x\"}}")]
    [InlineData("GET", "/plain", 200, "")]
    [InlineData("GET", "/nothing", 200, "")]
    [InlineData("GET", "/throws", 500, "")]
    [InlineData("GET", "/missing", 404, "")]
    [InlineData("DELETE", "/jobs/17", 404, "")]
    [InlineData("POST", "/echo", 200, "hello")]
    public async Task Request_EachKind_GetsTheRealHostsAnswer(string method, string path, int status, string body)
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new StringContent("hello") : null;

        using var response = await http.SendAsync(request, TestHost.Timeout);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestHost.Timeout));
    }

    [Fact]
    public async Task Request_FunctionThrowsOrReturnsAPlainObject_IsLogged()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };

        using var failed = await http.GetAsync("/throws", TestHost.Timeout);
        using var plain = await http.GetAsync("/plain", TestHost.Timeout);

        Assert.Contains(host.Logs.Entries, e => e.EventId == 400 && e.Exception is InvalidOperationException);
        Assert.Contains(host.Logs.Entries, e => e.EventId == 401);
    }

    [Theory]
    [InlineData("/secret", null, null, 401)]
    [InlineData("/secret", "wrong", null, 401)]
    [InlineData("/secret", "key1", null, 200)]
    [InlineData("/secret", null, "key2", 200)]
    [InlineData("/secret", "master", null, 200)]
    [InlineData("/admin", "key1", null, 401)]
    [InlineData("/admin", null, "master", 200)]
    public async Task Request_KeyAsHeaderOrCode_OpensWhatItsLevelAllows(string path, string? header, string? code, int status)
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, code is null ? path : $"{path}?code={code}");
        if (header is not null)
        {
            request.Headers.Add("x-functions-key", header);
        }

        using var response = await http.SendAsync(request, TestHost.Timeout);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Request_FunctionKeyButNoneConfigured_IsRefused()
    {
        await using var host = await TestHost.StartAsync(typeof(HttpSampleFunctions), o => o.Http.Enabled = true);
        using var http = new HttpClient { BaseAddress = host.Address };

        using var response = await http.GetAsync("/secret?code=", TestHost.Timeout);

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task Request_CatchAllThatSortsFirst_HidesWhatComesAfterIt()
    {
        await using var host = await TestHost.StartAsync(typeof(Greedy), o => o.Http.Enabled = true);
        using var http = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("all", await http.GetStringAsync("/exact", TestHost.Timeout));
    }

    [Fact]
    public async Task Request_RoutePrefix_IsPartOfEveryRoute()
    {
        await using var host = await TestHost.StartAsync(
            typeof(HttpSampleFunctions),
            o => (o.Http.Enabled, o.Http.RoutePrefix) = (true, "api")
        );
        using var http = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("number 3", await http.GetStringAsync("/api/jobs/3", TestHost.Timeout));
        using var without = await http.GetAsync("/jobs/3", TestHost.Timeout);
        Assert.Equal(404, (int)without.StatusCode);
    }

    [Fact]
    public async Task Request_BodyOfFortyMegabytes_IsTakenUnlessALimitIsSet()
    {
        var body = new byte[40 << 20];
        await using (var host = await StartAsync())
        {
            using var http = new HttpClient { BaseAddress = host.Address };
            using var form = new MultipartFormDataContent { { new ByteArrayContent(body), "file", "a.bin" } };
            using var response = await http.PostAsync("/upload", form, TestHost.Timeout);
            Assert.Equal($"{body.Length}", await response.Content.ReadAsStringAsync(TestHost.Timeout));
        }

        await using var limited = await TestHost.StartAsync(
            typeof(HttpSampleFunctions),
            o => (o.Http.Enabled, o.Http.MaxRequestBodyBytes) = (true, 1_000)
        );
        using var client = new HttpClient { BaseAddress = limited.Address };
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var content = new ByteArrayContent(new byte[2_000]);
        using var refused = await client.PostAsync("/echo", content, TestHost.Timeout);
        Assert.NotEqual(200, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Address_Default_IsLoopbackOnly()
    {
        await using var host = await StartAsync();

        Assert.Equal("127.0.0.1", host.Address.Host);
        Assert.NotEqual(0, host.Address.Port);
    }

    [Fact]
    public async Task Request_DurableClientAndServices_AreBound()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("Echo context default", await http.GetStringAsync("/client", TestHost.Timeout));
    }

    [Theory]
    [InlineData(typeof(TakesPoco), "takes its request as")]
    [InlineData(typeof(AsksForUser), "authorization level User")]
    public async Task StartAsync_WhatHttpDoesNotSupport_IsRefused(Type functions, string message)
    {
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => TestHost.StartAsync(functions));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static Task<TestHost> StartAsync() =>
        TestHost.StartAsync(
            typeof(HttpSampleFunctions),
            o =>
            {
                o.Http.Enabled = true;
                o.Http.FunctionKeys.Add("key1");
                o.Http.FunctionKeys.Add("key2");
                o.Http.AdminKeys.Add("master");
            }
        );

    internal static class Greedy
    {
        [Function("All")]
        public static IActionResult All([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*rest}")] HttpRequest request) =>
            new ContentResult { Content = "all" };

        [Function("Exact")]
        public static IActionResult Exact([HttpTrigger(AuthorizationLevel.Anonymous, Route = "exact")] HttpRequest request) =>
            new ContentResult { Content = "exact" };
    }

    internal static class TakesPoco
    {
        [Function("Poco")]
        public static void Poco([HttpTrigger] string body)
        {
            // Never called.
        }
    }

    internal static class AsksForUser
    {
        [Function("User")]
        public static void User([HttpTrigger(AuthorizationLevel.User)] HttpRequest request)
        {
            // Never called.
        }
    }
}
