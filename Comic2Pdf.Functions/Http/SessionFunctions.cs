using System.Text.Json;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>The page's sign-in: it gives the key once, and the browser keeps a session that scripts cannot read and other sites cannot use.</summary>
public sealed class SessionFunctions(ApiGuard guard, AppSettings settings, TimeProvider time, HttpEndpoint endpoint)
{
    /// <summary>GET /session: what the page may do.</summary>
    [Function("SessionGet")]
    [Api("What a browser may do", Tag = "session", Access = Access.Open)]
    [ApiAnswer(200, "It.", typeof(SessionAnswer))]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "session")] HttpRequest request) =>
        endpoint.RunAsync(request, Access.Open, () => Task.FromResult(State(request, guard.HasSession(request))));

    /// <summary>POST /session {"key": ...}.</summary>
    [Function("SessionPost")]
    [Api("Sign in", Tag = "session", Access = Access.Open, Details = "A cookie comes with the answer, when there is an API_KEY.")]
    [ApiBody("application/json", typeof(SessionBody))]
    [ApiAnswer(200, "The browser is signed in.", typeof(SessionAnswer))]
    [ApiAnswer(400, "The body makes no sense.")]
    [ApiAnswer(401, "The key is wrong.")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "session")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        endpoint.RunWithBodyAsync(
            request,
            Access.Open,
            body =>
                Task.FromResult(
                    KeyOf(body) is not { } given
                        ? Reply.Error(StatusCodes.Status400BadRequest, "the body must be {\"key\": ...}")
                        : SignIn(request, given)
                ),
            cancellationToken
        );

    /// <summary>DELETE /session.</summary>
    [Function("SessionDelete")]
    [Api("Sign out", Tag = "session", Access = Access.Open)]
    [ApiAnswer(200, "The cookie is gone.", typeof(SessionAnswer))]
    public Task<IResult> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "session")] HttpRequest request) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            () =>
            {
                Set(request, string.Empty, TimeSpan.Zero);
                return Task.FromResult(State(request, isSignedIn: false));
            }
        );

    private IResult SignIn(HttpRequest request, string given)
    {
        if (!guard.IsKey(given))
        {
            return Reply.Error(StatusCodes.Status401Unauthorized, "the API key is wrong");
        }

        if (settings.ApiKey is { } key)
        {
            Set(request, SessionCookie.Make(key, time.GetUtcNow()), SessionCookie.Lifetime);
        }

        return State(request, isSignedIn: settings.ApiKey is not null);
    }

    private IResult State(HttpRequest request, bool isSignedIn) =>
        Reply.Json(new SessionAnswer(settings.ApiKey is not null, isSignedIn, isSignedIn || guard.Refuse(request, Access.Read) is null));

    // Without a path it holds for this one and all below: the app's own, also behind a prefix that the app does not know.
    private static void Set(HttpRequest request, string value, TimeSpan lifetime) =>
        request.HttpContext.Response.Headers.Append(
            HeaderNames.SetCookie,
            new SetCookieHeaderValue(SessionCookie.Name, value)
            {
                HttpOnly = true,
                SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Strict,
                Secure = request.IsHttps || request.Headers["X-Forwarded-Proto"] == "https",
                MaxAge = lifetime,
            }.ToString()
        );

    private static string? KeyOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("key", out var key)
                && key.ValueKind == JsonValueKind.String
                ? key.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
