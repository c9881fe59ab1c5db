using Comic2Pdf.Functions.Http.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Functions.Http;

/// <summary>The API, for machines.</summary>
public sealed class ApiDocumentFunctions(HttpEndpoint endpoint)
{
    /// <summary>GET /openapi.json.</summary>
    [Function("OpenApi")]
    [Api("This document", Tag = "server", Access = Access.Open)]
    [ApiAnswer(200, "OpenAPI 3.1.", typeof(System.Text.Json.JsonElement))]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request
    ) => endpoint.RunAsync(request, Access.Open, () => Task.FromResult(Results.Text(ApiDocument.Text, "application/json; charset=utf-8")));

    /// <summary>GET /docs: the same for people.</summary>
    [Function("OpenApiPage")]
    [Api("This document as a page", Tag = "server", Access = Access.Open)]
    [ApiAnswer(200, "HTML.", ContentType = "text/html")]
    public Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request) =>
        endpoint.RunAsync(
            request,
            Access.Open,
            () =>
            {
                var headers = request.HttpContext.Response.Headers;
                headers.ContentSecurityPolicy = ApiPage.ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                return Task.FromResult(Results.Text(ApiPage.Html, "text/html; charset=utf-8"));
            }
        );
}
