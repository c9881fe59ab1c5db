using Comic2Pdf.Functions.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Http;

/// <summary>What every HTTP function does: who may, how much may be sent, and one shape for everything that goes wrong. The same on both hosts.</summary>
public sealed class HttpEndpoint(ApiGuard guard, LogLimit limit, EventCounters counters, ILogger<HttpEndpoint> logger)
{
    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="access">What it does.</param>
    /// <param name="handler">Makes the answer. An I/O error, or the stop of the app, becomes 503, for the sender to try again; any other exception 500.</param>
    public async Task<IResult> RunAsync(HttpRequest request, Access access, Func<Task<IResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(handler);
        if (guard.Refuse(request, access) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await handler();
        }
        catch (BadHttpRequestException e)
        {
            return Reply.Error(e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            counters.NoteFault(e);
            if (limit.IsDue(nameof(HttpEndpoint), e))
            {
                Log.HttpStoreFault(logger, request.Method, request.Path, e.Message);
            }

            return Reply.Error(StatusCodes.Status503ServiceUnavailable, $"the store cannot be used now, try again: {e.Message}");
        }
        catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Reply.Error(StatusCodes.Status503ServiceUnavailable, "the app stops; ask again when it runs");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HttpFault(logger, e, request.Method, request.Path);
            return Reply.Error(StatusCodes.Status500InternalServerError, "the app failed; see its log");
        }
    }

    /// <summary>Answers a request that has a body of a few lines; one over <see cref="RequestBody.MaxBytes"/> is 413.</summary>
    public Task<IResult> RunWithBodyAsync(
        HttpRequest request,
        Access access,
        Func<string, Task<IResult>> handler,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        return RunAsync(
            request,
            access,
            async () =>
                await RequestBody.ReadAsync(request, cancellationToken) is { } body
                    ? await handler(body)
                    : Reply.Error(StatusCodes.Status413PayloadTooLarge, $"the body is larger than the {RequestBody.MaxBytes} bytes allowed")
        );
    }
}
