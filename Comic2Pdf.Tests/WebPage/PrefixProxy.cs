using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>A reverse proxy that shows an app below a path, and remembers what was asked for elsewhere.</summary>
internal sealed class PrefixProxy : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _astray = new();

    private PrefixProxy(string prefix, Uri app)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (_proxy, _http) = (builder.Build(), new HttpClient { BaseAddress = app });
        _proxy.Run(context => ForwardAsync(context, prefix));
    }

    public Uri Address => new(_proxy.Urls.First() + "/");

    public IReadOnlyCollection<string> Astray => _astray;

    public static async Task<PrefixProxy> StartAsync(string prefix, Uri app)
    {
        var proxy = new PrefixProxy(prefix, app);
        await proxy._proxy.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _http.CancelPendingRequests();
        await _proxy.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, string prefix)
    {
        if (!context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
        {
            _astray.Enqueue(context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            $"{rest.Value!.TrimStart('/')}{context.Request.QueryString}"
        );
        request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.Accept.ToArray());
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.TryGetValues("Content-Security-Policy", out var policy))
        {
            context.Response.Headers.ContentSecurityPolicy = policy.ToArray();
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        await context.Response.StartAsync(context.RequestAborted);
        var buffer = new byte[8192];
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, context.RequestAborted)) > 0; )
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The browser has left.
        }
    }
}
