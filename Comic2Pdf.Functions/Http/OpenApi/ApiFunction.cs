using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>An HTTP function as its attributes have it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method behind it.</param>
/// <param name="Path">Its path, beginning with '/'.</param>
/// <param name="Methods">The HTTP methods that it takes, in small letters.</param>
/// <param name="Api">What is said of it; null: nothing, it is no part of the API.</param>
internal sealed record ApiFunction(string Name, MethodInfo Method, string Path, IReadOnlyList<string> Methods, ApiAttribute? Api)
{
    /// <summary>All functions of the app that take requests of their own; not the one that answers what no other takes.</summary>
    public static IReadOnlyList<ApiFunction> All { get; } =
    [
        .. typeof(ApiFunction)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Select(Find)
            .OfType<ApiFunction>()
            .OrderBy(f => f.Path, StringComparer.Ordinal),
    ];

    private static ApiFunction? Find(MethodInfo method) =>
        method.GetCustomAttribute<FunctionAttribute>() is { } function
        && method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().SingleOrDefault()
            is { Methods: { Length: > 0 } methods } trigger
            ? new ApiFunction(
                function.Name,
                method,
                $"/{trigger.Route}",
                [.. methods.Select(m => m.ToLowerInvariant())],
                method.GetCustomAttribute<ApiAttribute>()
            )
            : null;
}
