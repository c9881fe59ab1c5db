using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>Which methods each path of this app takes, as its functions' triggers say.</summary>
internal static class RouteMethods
{
    private static readonly (TemplateMatcher Route, string[] Methods)[] All =
    [
        .. typeof(RouteMethods)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(t => t.Methods is { Length: > 0 })
            .Select(t =>
                (
                    new TemplateMatcher(
                        TemplateParser.Parse(t.Route == PageFunctions.Root ? string.Empty : t.Route!),
                        new RouteValueDictionary()
                    ),
                    t.Methods!
                )
            ),
    ];

    /// <summary>The methods that this path takes, in capitals, OPTIONS among them; none: there is no such path.</summary>
    public static IReadOnlyList<string> Of(PathString path)
    {
        var methods = All.Where(r => r.Route.TryMatch(path, new RouteValueDictionary()))
            .SelectMany(r => r.Methods)
            .Select(m => m.ToUpperInvariant())
            .ToHashSet(StringComparer.Ordinal);
        return methods.Count == 0 ? [] : [.. methods.Append(HttpMethods.Options).Order(StringComparer.Ordinal)];
    }
}
