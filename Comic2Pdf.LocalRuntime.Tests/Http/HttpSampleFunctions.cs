using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Tests.Http;

/// <summary>One HTTP function for each thing that the real host does with routes, parameters, keys and results.</summary>
internal sealed class HttpSampleFunctions(ILogger<HttpSampleFunctions> logger)
{
    [Function("GetJob1")]
    public static IActionResult ByNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id:int}")] HttpRequest request,
        int id
    ) => Text($"number {id}");

    [Function("GetJob0")]
    public static IActionResult Paged(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/page")] HttpRequest request,
        int? limit
    ) => Text($"page {limit}");

    [Function("GetJob2")]
    public static IActionResult ByText(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id}")] HttpRequest request,
        string id
    ) => Text($"text {id}");

    [Function("Optional")]
    public static IActionResult Optional(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "optional/{a?}")] HttpRequest request,
        string? a
    ) => Text($"optional {a}");

    [Function("ZRest")]
    public static IActionResult Rest(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*rest}")] HttpRequest request,
        string rest
    ) => Text($"rest {rest}");

    [Function("Query")]
    public static IActionResult Query([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, string name) =>
        Text($"query {name}");

    [Function("ByName")]
    public static IActionResult ByName([HttpTrigger("get")] HttpRequest request) => Text("by name");

    [Function("Root")]
    public static IActionResult Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request) => Text("root");

    [Function("Minimal")]
    public static IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Created("/x", new { SomeValue = 1 });

    [Function("Object")]
    public static async Task<IActionResult> Object([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return new OkObjectResult(new { SomeValue = 2, Inner = new { OtherValue = "x" } });
    }

    [Function("Plain")]
    public object Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new { Lost = logger.ToString() };

    [Function("Nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.CompletedTask;

    [Function("Throws")]
    public static IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret detail");

    [Function("Echo")]
    public static async Task<IActionResult> Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        using var reader = new StreamReader(request.Body);
        return Text(await reader.ReadToEndAsync(cancellation));
    }

    [Function("Upload")]
    public static async Task<IActionResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return Text($"{form.Files[0].Length}");
    }

    [Function("Secret")]
    public static IActionResult Secret([HttpTrigger] HttpRequest request) => Text("open");

    [Function("AdminOnly")]
    public static IActionResult AdminOnly([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admin")] HttpRequest request) =>
        Text("open");

    [Function("Client")]
    public static IActionResult Client(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Text($"Echo {(context.GetHttpContext()?.Request == request ? "context" : "none")} {client.Name}");

    private static ContentResult Text(string text) => new() { Content = text };
}
