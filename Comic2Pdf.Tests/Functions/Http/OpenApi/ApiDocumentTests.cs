using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Http.OpenApi;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Comic2Pdf.Tests.Functions.Http.OpenApi;

/// <summary>GET /openapi.json and the functions say the same. That answers are as it says, <see cref="ContractHandler"/> sees in all tests.</summary>
public sealed class ApiDocumentTests
{
    private static readonly JsonObject Document = (JsonObject)JsonNode.Parse(ApiDocument.Text)!;

    private static string ClientFile => Path.Combine(Repository.Root, "Comic2Pdf.Tests", "Functions", "Http", "OpenApi", "ApiClient.g.cs");

    [Fact]
    public void Document_PathsAndMethods_AreThoseOfAllTriggers()
    {
        var triggers = typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .Where(t => t is { Methods.Length: > 0 } && !IsPage(t.Route!))
            .SelectMany(t => t!.Methods!.Select(m => $"{m.ToLowerInvariant()} /{t.Route}"));
        var documented = Document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(m => $"{m.Key} {p.Key}"));
        Assert.Equal(triggers.Select(Signature).Order(StringComparer.Ordinal), documented.Select(Signature).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_OfFunctions_IsValidOpenApi31()
    {
        var result = Microsoft.OpenApi.OpenApiDocument.Parse(ApiDocument.Text, "json");
        Assert.Empty(result.Diagnostic!.Errors.Select(e => e.ToString()));
        Assert.Empty(result.Diagnostic.Warnings.Select(e => e.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        var ids = result.Document!.Paths.SelectMany(p => p.Value.Operations!.Values).Select(o => o.OperationId!).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Document_References_LeadToSchemas()
    {
        var schemas = Document["components"]!["schemas"]!.AsObject();
        foreach (
            var reference in ApiDocument
                .Text.Split("\"#/components/schemas/")
                .Skip(1)
                .Select(r => r[..r.IndexOf('"', StringComparison.Ordinal)])
        )
        {
            Assert.True(schemas[reference] is JsonObject { Count: > 0 }, reference);
        }

        Assert.Contains(
            "PREP_RUNNING",
            schemas["JobRecord"]!["properties"]!["state"]!["examples"]!.AsArray().Select(e => e!.GetValue<string>())
        );
        Assert.Contains(
            "archive_encrypted",
            schemas["ErrorBody"]!["properties"]!["code"]!["examples"]!.AsArray().Select(e => e!.GetValue<string>())
        );
    }

    [Fact]
    public async Task Get_Document_IsServedAsItIs()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        Assert.Equal(ApiDocument.Text, await app.Http.GetStringAsync("/openapi.json"));
    }

    [Fact]
    public async Task Client_CommittedOne_IsWhatTheDocumentGives()
    {
        // NSwag reads 3.0 and takes what 3.1 says otherwise; its client is one file without a library of its own. HEAD is left out: nothing comes of it but half as much code again.
        var json = (JsonObject)Document.DeepClone();
        json["openapi"] = "3.0.4";
        foreach (var (_, methods) in json["paths"]!.AsObject())
        {
            methods!.AsObject().Remove("head");
        }

        var document = await NSwag.OpenApiDocument.FromJsonAsync(json.ToJsonString());
        var generator = new CSharpClientGenerator(
            document,
            new CSharpClientGeneratorSettings
            {
                ClassName = "ApiClient",
                UseBaseUrl = false,
                ClientClassAccessModifier = "internal",
                OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
                CSharpGeneratorSettings =
                {
                    Namespace = "Comic2Pdf.Tests.Functions.Http.OpenApi.Generated",
                    JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson,
                    GenerateNullableReferenceTypes = true,
                    TypeAccessModifier = "internal",
                },
            }
        );
        var code = generator.GenerateFile().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("COMIC2PDF_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(ClientFile, code);
        }

        Assert.True(
            code == (await File.ReadAllTextAsync(ClientFile)).ReplaceLineEndings("\n"),
            "the API has changed: run this test with COMIC2PDF_UPDATE=1 and commit ApiClient.g.cs"
        );
    }

    [Fact]
    public void FaultOf_AnswersThatAreNotDocumented_AreSeen()
    {
        const string Path = "/metrics";
        const string Json = "application/json";
        var right = JsonSerializer.Serialize(
            new Comic2Pdf.Functions.Index.MetricsReport(0, 0, 0, 0, 0, 0, 0, 0, "2026-11-30T00:00:00Z"),
            Comic2Pdf.Functions.Storage.Json.Options
        );
        Assert.Null(ContractHandler.FaultOf("GET", Path, 200, Json, right));
        Assert.NotNull(ContractHandler.FaultOf("GET", Path, 299, Json, right));
        Assert.NotNull(ContractHandler.FaultOf("GET", Path, 200, "text/html", "<p>"));
        Assert.NotNull(ContractHandler.FaultOf("GET", Path, 200, Json, right.Replace("\"done\"", "\"dome\"", StringComparison.Ordinal)));
        Assert.NotNull(
            ContractHandler.FaultOf("GET", Path, 200, Json, right.Replace("\"done\": 0", "\"done\": \"0\"", StringComparison.Ordinal))
        );
        Assert.NotNull(
            ContractHandler.FaultOf("GET", Path, 503, Json, "{\"error\": \"x\", \"status\": 503, \"code\": \"never heard of\"}")
        );
    }

    private static string Signature(string operation) =>
        Regex.Replace(operation, "{[^}]*}", "{}", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The page for people and what belongs to it; no part of the API.
    private static bool IsPage(string route) => ApiFunction.All.Any(f => f.Path == $"/{route}" && f.Api is null);
}
