using System.Text.Json;
using System.Text.Json.Nodes;
using Comic2Pdf.Functions.Http.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Holds every answer that any test gets against GET /openapi.json: its status, its content type, and all that is in it.</summary>
internal sealed class ContractHandler : DelegatingHandler
{
    private const int MaxBytes = 1 << 17;

    private static readonly JsonObject Document = (JsonObject)JsonNode.Parse(ApiDocument.Text)!;
    private static readonly (TemplateMatcher Path, JsonObject Methods)[] Paths =
    [
        // Those without parameters first, as the hosts look for them.
        .. Document["paths"]!
            .AsObject()
            .OrderBy(p => p.Key.Count(c => c == '{'))
            .Select(p => (new TemplateMatcher(TemplateParser.Parse(p.Key[1..]), new RouteValueDictionary()), p.Value!.AsObject())),
    ];

    private ContractHandler()
        : base(new SocketsHttpHandler()) { }

    /// <summary>A client whose answers are looked at.</summary>
    public static HttpClient ClientOf(Uri address) => new(new ContractHandler()) { BaseAddress = address };

    /// <summary>What is wrong with an answer; null: nothing, or it is of no function of the API.</summary>
    public static string? FaultOf(string method, string path, int status, string? contentType, string? body)
    {
        if (
            Paths
                .Where(p => p.Path.TryMatch(path, new RouteValueDictionary()))
                .Select(p => p.Methods[method.ToLowerInvariant()])
                .FirstOrDefault(o => o is not null)
            is not { } operation
        )
        {
            return null;
        }

        if (operation["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)] is not { } answer)
        {
            return $"status {status} is not documented";
        }

        if (method == "HEAD" || (contentType is null && string.IsNullOrEmpty(body)))
        {
            return null;
        }

        return answer["content"]?[contentType ?? string.Empty] is not { } content
                ? $"content type {contentType} is not documented for {status}"
            : content["schema"] is { } schema && body is not null
                ? SchemaCheck.FaultOf(JsonDocument.Parse(body).RootElement, schema, Document)
            : null;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (
            FaultOf(
                request.Method.Method,
                request.RequestUri!.AbsolutePath,
                (int)response.StatusCode,
                TypeOf(response),
                await BodyOf(response, cancellationToken)
            ) is
            { } fault
        )
        {
            Assert.Fail($"{request.Method} {request.RequestUri} is not as /openapi.json says: {fault}");
        }

        return response;
    }

    private static string? TypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType;

    // Not what is large, compressed, or no JSON.
    private static async Task<string?> BodyOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (TypeOf(response)?.EndsWith("json", StringComparison.Ordinal) != true || response.Content.Headers.ContentEncoding.Count > 0)
        {
            return null;
        }

        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = response.Content.Headers.ToList();
        response.Content = new ByteArrayContent(bytes);
        foreach (var (name, values) in headers)
        {
            response.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return bytes.Length is > 0 and <= MaxBytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;
    }
}
