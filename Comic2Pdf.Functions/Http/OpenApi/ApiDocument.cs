using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document of the app, made of its functions: paths and methods of their triggers, the types of their answers, and what their attributes say beside.</summary>
internal static partial class ApiDocument
{
    /// <summary>The content type of nearly all answers.</summary>
    public const string JsonType = "application/json";

    private const string ProblemType = "application/problem+json";
    private static readonly string Version = typeof(ApiDocument)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];
    private static readonly Lazy<string> Made = new(() => Make(ApiFunction.All).ToJsonString(Json.Options));

    /// <summary>The document.</summary>
    public static string Text => Made.Value;

    /// <summary>Makes the document of some functions; those of which nothing is said are left out.</summary>
    public static JsonObject Make(IEnumerable<ApiFunction> functions)
    {
        var schemas = new ApiSchemas();
        var paths = new JsonObject();
        foreach (
            var group in functions.Where(f => f.Api is not null).GroupBy(f => Parameters().Replace(f.Path, "{}"), StringComparer.Ordinal)
        )
        {
            // Paths that differ in the name of a parameter only are one path, under the name that most functions have for it.
            var name = group.GroupBy(f => f.Path, StringComparer.Ordinal).MaxBy(g => g.Count())!.Key;
            var path = new JsonObject();
            foreach (var (function, method) in group.SelectMany(f => f.Methods.Select(m => (f, m))))
            {
                path[method] = OperationOf(function, function.Api!, name, method, schemas);
            }

            paths[name] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "comic2pdf",
                ["version"] = Version,
                ["description"] =
                    "Comic archives to searchable PDFs. Errors are {\"error\", \"status\"}, and problem details (RFC 9457) to who accepts application/problem+json. OPTIONS names the methods of a path.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = ".", ["description"] = "where this document is" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = "x-api-key",
                        ["description"] = "API_KEY, when it is set.",
                    },
                    ["bearer"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "The same as a bearer token.",
                    },
                },
            },
        };
    }

    private static JsonObject OperationOf(ApiFunction function, ApiAttribute api, string path, string method, ApiSchemas schemas)
    {
        var isHead = method == "head";
        var operation = new JsonObject
        {
            ["operationId"] =
                function.Methods[0] == method ? function.Name : function.Name + char.ToUpperInvariant(method[0]) + method[1..],
            ["summary"] = isHead ? $"{api.Summary} (without the body)" : api.Summary,
            ["tags"] = new JsonArray(api.Tag),
        };
        if (api.Details is { } details)
        {
            operation["description"] = details;
        }

        if (ParametersOf(function, path) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        var bodies = function.Method.GetCustomAttributes<ApiBodyAttribute>().ToList();
        if (bodies.Count > 0)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject(
                    bodies.Select(b => KeyValuePair.Create(b.ContentType, (JsonNode?)new JsonObject { ["schema"] = BodyOf(b, schemas) }))
                ),
            };
        }

        operation["responses"] = AnswersOf(function, api, bodies.Count > 0, isHead, schemas);
        if (api.Access != Access.Open)
        {
            operation["security"] = new JsonArray(
                new JsonObject(),
                new JsonObject { ["key"] = new JsonArray() },
                new JsonObject { ["bearer"] = new JsonArray() }
            );
        }

        return operation;
    }

    private static JsonArray ParametersOf(ApiFunction function, string path)
    {
        var parameters = new JsonArray();
        foreach (
            var (shown, own) in Parameters()
                .Matches(path)
                .Zip(Parameters().Matches(function.Path), (s, o) => (s.Groups["name"].Value, o.Groups["name"].Value))
        )
        {
            var parameter = new JsonObject
            {
                ["name"] = shown,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = own == "page" ? "integer" : "string" },
            };
            if (shown != own)
            {
                parameter["description"] = $"Here: {own}.";
            }

            parameters.Add(parameter);
        }

        foreach (var query in function.Method.GetCustomAttributes<ApiQueryAttribute>())
        {
            var schema =
                query.IsFlag ? new JsonObject { ["type"] = "boolean" }
                : query.Maximum == 0 ? new JsonObject { ["type"] = "string" }
                : new JsonObject
                {
                    ["type"] = "integer",
                    ["minimum"] = 1,
                    ["maximum"] = query.Maximum,
                };
            var parameter = new JsonObject
            {
                ["name"] = query.Name,
                ["in"] = "query",
                ["description"] = query.Description,
                ["schema"] = schema,
            };
            if (query.IsRequired)
            {
                parameter["required"] = true;
            }

            parameters.Add(parameter);
        }

        return parameters;
    }

    private static JsonNode BodyOf(ApiBodyAttribute body, ApiSchemas schemas) =>
        body.Type is { } type ? schemas.Of(type)
        : body.ContentType == "multipart/form-data"
            ? new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["file"] = new JsonObject { ["type"] = "array", ["items"] = BytesSchema() },
                },
            }
        : BytesSchema();

    private static JsonObject AnswersOf(ApiFunction function, ApiAttribute api, bool hasBody, bool isHead, ApiSchemas schemas)
    {
        var answers = new SortedDictionary<int, JsonObject>();
        foreach (var answer in function.Method.GetCustomAttributes<ApiAnswerAttribute>().OrderBy(a => a.IsAlternative))
        {
            Add(answer);
        }

        foreach (var (status, description) in CommonTo(function, api, hasBody).Where(c => !answers.ContainsKey(c.Status)))
        {
            Add(new ApiAnswerAttribute(status, description));
        }

        return new JsonObject(
            answers.Select(a => KeyValuePair.Create(a.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)a.Value))
        );

        void Add(ApiAnswerAttribute answer)
        {
            if (!answers.TryGetValue(answer.Status, out var known))
            {
                answers[answer.Status] = known = new JsonObject { ["description"] = answer.Description };
            }

            var isError = answer is { Status: >= 400, Type: null, ContentType: JsonType };
            if (!isHead && (isError || answer.Type is not null || answer.ContentType != JsonType))
            {
                var content = (JsonObject)(known["content"] ??= new JsonObject());
                var value = ContentOf(isError ? typeof(ErrorBody) : answer.Type, answer.ContentType, schemas);
                if (answer.IsAlternative && content[answer.ContentType] is { } other)
                {
                    value = new JsonObject
                    {
                        ["schema"] = new JsonObject
                        {
                            ["anyOf"] = new JsonArray(other["schema"]!.DeepClone(), value["schema"]!.DeepClone()),
                        },
                    };
                }

                content[answer.ContentType] = value;
                if (isError)
                {
                    content[ProblemType] = ContentOf(typeof(ProblemBody), ProblemType, schemas);
                }
            }
        }
    }

    private static JsonObject ContentOf(Type? type, string contentType, ApiSchemas schemas) =>
        new()
        {
            ["schema"] =
                type is not null ? schemas.Of(type)
                : contentType.StartsWith("text/", StringComparison.Ordinal) ? TextSchema()
                : BytesSchema(),
        };

    private static JsonObject TextSchema() => new() { ["type"] = "string" };

    private static JsonObject BytesSchema() => new() { ["type"] = "string", ["format"] = "binary" };

    // What HttpEndpoint and JobEndpoint answer for each function.
    private static IEnumerable<(int Status, string Description)> CommonTo(ApiFunction function, ApiAttribute api, bool hasBody)
    {
        if (api.Access != Access.Open)
        {
            yield return (StatusCodes.Status401Unauthorized, "The API key is missing or wrong.");
        }

        if (api.Access == Access.Change)
        {
            yield return (StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        }

        if (function.Path.Contains("{jobKey}", StringComparison.Ordinal))
        {
            yield return (StatusCodes.Status404NotFound, "There is no such job.");
        }

        if (hasBody)
        {
            yield return (StatusCodes.Status400BadRequest, "What was sent makes no sense.");
            yield return (StatusCodes.Status408RequestTimeout, "The body came too slowly.");
            yield return (StatusCodes.Status413PayloadTooLarge, "The body is larger than allowed.");
        }

        yield return (StatusCodes.Status421MisdirectedRequest, "The app does not answer under this host name.");
        yield return (StatusCodes.Status500InternalServerError, "The app failed; its log says why.");
        yield return (StatusCodes.Status503ServiceUnavailable, "The store cannot be used now, or the app stops: try again.");
    }

    [GeneratedRegex(@"\{\*?(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameters();
}
