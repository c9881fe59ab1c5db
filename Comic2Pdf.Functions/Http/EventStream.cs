using System.Text.Json;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>Server-sent events: changes of jobs as they come. Platforms end requests after some minutes, so it ends by itself before that, and the browser comes back.</summary>
/// <param name="changes">What to tell.</param>
/// <param name="since">When the listener looked last, or null.</param>
/// <param name="refresh">Makes sure that the list is as new as it is meant to be.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">The app stops.</param>
internal sealed class EventStream(
    JobChanges changes,
    string? since,
    Func<CancellationToken, Task> refresh,
    TimeProvider time,
    CancellationToken stopping
) : IResult
{
    /// <summary>How long one request is answered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Proxies end connections on which nothing comes.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers[HeaderNames.CacheControl] = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await TellAsync(response, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The listener has left, or the app stops, or the history cannot be read now: the listener comes back.
        }
    }

    private async Task TellAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var said = begin;
        await response.WriteAsync("retry: 1000\n\n", cancellationToken);
        await SendAsync(response, changes.Begin(since), cancellationToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (time.GetElapsedTime(begin) < Lifetime && await timer.WaitForNextTickAsync(cancellationToken))
        {
            await refresh(cancellationToken);
            if (changes.Next() is { } batch)
            {
                await SendAsync(response, batch, cancellationToken);
                said = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(said) > Silence)
            {
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                said = time.GetTimestamp();
            }
        }
    }

    private static async Task SendAsync(HttpResponse response, JobChangesAnswer batch, CancellationToken cancellationToken)
    {
        await response.WriteAsync(
            $"id: {batch.At}\nevent: jobs\ndata: {JsonSerializer.Serialize(batch, Json.Line)}\n\n",
            cancellationToken
        );
        await response.Body.FlushAsync(cancellationToken);
    }
}
