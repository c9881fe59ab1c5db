using Comic2Pdf.LocalRuntime.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Http;

/// <summary>
/// Serves HTTP functions with the real host's manners: 404 without a matching function, 401 without the right key, an empty 500 upon an
/// exception, and a 200 with an empty body for a result that is neither IActionResult nor IResult.
/// </summary>
internal sealed class HttpFunctionsMiddleware(
    RequestDelegate next,
    RouteTable routes,
    FunctionKeys keys,
    IServiceScopeFactory scopes,
    DurableTaskClient client,
    IHostApplicationLifetime lifetime,
    ILogger logger
)
{
    // Where FunctionContext.GetHttpContext() of the worker's ASP.NET Core extension looks.
    private const string HttpContextKey = "HttpRequestContext";

    public async Task InvokeAsync(HttpContext context)
    {
        if (routes.Match(context) is not { } match)
        {
            await next(context);
            return;
        }

        if (!keys.Allows(match.Level, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await RunAsync(context, match.Function, match.Values);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is no reader of an answer.
        }
        catch (Exception e)
        {
            logger.HttpFunctionFailed(match.Function.Name, context.Request.Method, context.Request.Path, e);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private async Task RunAsync(HttpContext context, FunctionMethod function, RouteValueDictionary values)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using var scope = scopes.CreateAsyncScope();
        var services = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        context.Request.RouteValues = values;
        var invocation = new Invocation(function, scope.ServiceProvider, cancellation.Token)
        {
            Trigger = _ => context.Request,
            Data = DataOf(context.Request, values),
            Client = client,
        };
        invocation.Items[HttpContextKey] = context;
        await WriteAsync(context, function, await function.InvokeAsync(invocation));
        context.RequestServices = services;
    }

    // Route values win over the query.
    private static Dictionary<string, object?> DataOf(HttpRequest request, RouteValueDictionary values)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Query)
        {
            data[name] = value.ToString();
        }

        foreach (var (name, value) in values)
        {
            data[name] = value;
        }

        return data;
    }

    private async Task WriteAsync(HttpContext context, FunctionMethod function, object? result)
    {
        switch (result)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult minimal:
                await minimal.ExecuteAsync(context);
                break;
            case not null:
                logger.HttpResultIgnored(function.Name, result.GetType());
                break;
        }
    }
}
