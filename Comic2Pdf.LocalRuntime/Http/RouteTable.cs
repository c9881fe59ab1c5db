using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.LocalRuntime.Http;

/// <summary>
/// Finds the function for a request as the Functions host does: in the order of the functions' names, the first whose route and method
/// match. A catch-all hides every function after it.
/// </summary>
internal sealed class RouteTable
{
    private readonly List<Entry> _entries;

    /// <exception cref="NotSupportedException">A function asks for something that the local runtime does not have.</exception>
    public RouteTable(FunctionCatalog functions, LocalHttpOptions options, IInlineConstraintResolver constraints) =>
        _entries = [
            .. functions.With<HttpTriggerAttribute>().Select(f => new Entry(f.Function, f.Trigger, options.RoutePrefix, constraints)),
        ];

    public (FunctionMethod Function, AuthorizationLevel Level, RouteValueDictionary Values)? Match(HttpContext context)
    {
        foreach (var entry in _entries)
        {
            if (entry.Match(context) is { } values)
            {
                return (entry.Function, entry.Level, values);
            }
        }

        return null;
    }

    private sealed class Entry
    {
        private readonly TemplateMatcher _matcher;
        private readonly Dictionary<string, IRouteConstraint> _constraints = new(StringComparer.OrdinalIgnoreCase);
        private readonly string[] _methods;

        public Entry(FunctionMethod function, HttpTriggerAttribute trigger, string prefix, IInlineConstraintResolver resolver)
        {
            Function = function;
            Level = trigger.AuthLevel is AuthorizationLevel.Anonymous or AuthorizationLevel.Function or AuthorizationLevel.Admin
                ? trigger.AuthLevel
                : throw new NotSupportedException(
                    $"The function '{function.Name}' asks for the authorization level {trigger.AuthLevel}, which the local runtime does not have."
                );
            if (function.Trigger.Parameter.ParameterType != typeof(HttpRequest))
            {
                throw new NotSupportedException(
                    $"The function '{function.Name}' takes its request as {function.Trigger.Parameter.ParameterType}; the local runtime binds {typeof(HttpRequest)}."
                );
            }

            _methods = trigger.Methods ?? [];
            var route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route;
            var template = TemplateParser.Parse(
                string.Join('/', new[] { prefix.Trim('/'), route.Trim('/') }.Where(static s => s.Length > 0))
            );
            var defaults = new RouteValueDictionary();
            foreach (var parameter in template.Parameters)
            {
                if (parameter.DefaultValue is not null)
                {
                    defaults[parameter.Name!] = parameter.DefaultValue;
                }

                AddConstraints(parameter, resolver);
            }

            _matcher = new TemplateMatcher(template, defaults);
        }

        public FunctionMethod Function { get; }

        public AuthorizationLevel Level { get; }

        public RouteValueDictionary? Match(HttpContext context)
        {
            var values = new RouteValueDictionary();
            var matches =
                (_methods.Length == 0 || _methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
                && _matcher.TryMatch(context.Request.Path, values)
                && _constraints.All(c => c.Value.Match(context, route: null, c.Key, values, RouteDirection.IncomingRequest));
            return matches ? values : null;
        }

        private void AddConstraints(TemplatePart parameter, IInlineConstraintResolver resolver)
        {
            var found = parameter
                .InlineConstraints.Select(c =>
                    resolver.ResolveConstraint(c.Constraint)
                    ?? throw new NotSupportedException($"The function '{Function.Name}': the route constraint '{c.Constraint}' is unknown.")
                )
                .ToList();
            if (found.Count > 0)
            {
                IRouteConstraint all = new Microsoft.AspNetCore.Routing.Constraints.CompositeRouteConstraint(found);
                _constraints[parameter.Name!] = parameter.IsOptional
                    ? new Microsoft.AspNetCore.Routing.Constraints.OptionalRouteConstraint(all)
                    : all;
            }
        }
    }
}
