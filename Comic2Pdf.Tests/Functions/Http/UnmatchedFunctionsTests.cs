using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Functions;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>What no function takes: unknown paths, other methods, OPTIONS; and HEAD, which is GET without its body.</summary>
public sealed class UnmatchedFunctionsTests
{
    [Fact]
    public void Name_CatchAll_SortsLast()
    {
        var names = typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name)
            .OfType<string>();
        Assert.Equal("ZUnmatched", names.Order(StringComparer.OrdinalIgnoreCase).Last());
    }

    [Theory]
    [InlineData("DELETE", "/jobs", 405, "GET, HEAD, OPTIONS, POST, PUT")]
    [InlineData("POST", "/healthz", 405, "GET, HEAD, OPTIONS")]
    [InlineData("PROPFIND", "/config", 405, "GET, HEAD, OPTIONS, POST")]
    [InlineData("OPTIONS", "/jobs", 204, "GET, HEAD, OPTIONS, POST, PUT")]
    [InlineData("OPTIONS", "/jobs/x", 204, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("GET", "/jobs/x/retry", 405, "OPTIONS, POST")]
    [InlineData("GET", "/nothing", 404, "")]
    [InlineData("OPTIONS", "/nothing/at/all", 404, "")]
    public async Task Send_WhatNoFunctionTakes_SaysWhatIsPossible(string method, string path, int status, string allow)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Http.SendAsync(request);
        Assert.Equal((status, allow), ((int)response.StatusCode, string.Join(", ", response.Content.Headers.Allow)));
        if (status != 204)
        {
            Assert.Equal(status, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
        }
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/healthz")]
    [InlineData("/metrics")]
    [InlineData("/info")]
    [InlineData("/config")]
    [InlineData("/duplicates")]
    public async Task Head_OfAnyList_IsGetWithoutABody(string path)
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var response = await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
