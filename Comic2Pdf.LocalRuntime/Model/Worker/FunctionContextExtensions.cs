// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore 2.1.1 (see docs/local-runtime.md, "The mirrored model").
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reaches the HTTP context of a function that was triggered over HTTP.</summary>
public static class FunctionContextExtensions
{
    internal const string HttpContextKey = "HttpRequestContext";

    /// <returns>The context, or null when the function was not triggered over HTTP.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
}
