using System.Net;
using System.Reflection;
using Comic2Pdf.Functions;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>What the wrapper of all HTTP functions does, without any host: it holds on every host.</summary>
[Trait("Storage", "files")]
public sealed class HttpEndpointTests
{
    private static readonly string[] Open =
    [
        "ErrorsGet",
        "Healthz",
        "Info",
        "MetricsGet",
        "OpenApi",
        "OpenApiPage",
        "PageFile",
        "PageGet",
        "SessionDelete",
        "SessionGet",
        "SessionPost",
        "ZUnmatched",
    ];

    private static readonly MethodInfo[] All =
    [
        .. typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Where(m => m.GetParameters().Any(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null)),
    ];

    [Fact]
    public async Task Run_ForeignHost_IsRefusedByAll()
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString("evil.example");
        Assert.Equal(All.Select(_ => 421), await StatusesAsync(new AppSettings(), context, All));
    }

    [Fact]
    public async Task Run_OverANetworkWithoutKey_OnlyWhatIsOpenAnswers()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.168.1.7");
        var closed = All.Where(m => !Open.Contains(m.GetCustomAttribute<FunctionAttribute>()!.Name)).ToArray();
        Assert.Equal(All.Length - Open.Length, closed.Length);
        Assert.Equal(closed.Select(_ => 401), await StatusesAsync(new AppSettings { HttpBind = "*", ApiKey = "secret" }, context, closed));
    }

    [Theory]
    [InlineData(typeof(IOException), 503)]
    [InlineData(typeof(UnauthorizedAccessException), 503)]
    [InlineData(typeof(InvalidOperationException), 500)]
    public async Task Run_HandlerThrows_IsAnErrorOfTheOneShape(Type fault, int status)
    {
        var endpoint = NewEndpoint();
        var answer = await endpoint.RunAsync(
            new DefaultHttpContext().Request,
            Access.Change,
            () => throw (Exception)Activator.CreateInstance(fault, "says the test")!
        );
        Assert.Equal(status, ((IStatusCodeHttpResult)answer).StatusCode);
    }

    [Fact]
    public async Task Run_SenderHasLeft_IsNoError()
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            NewEndpoint().RunAsync(context.Request, Access.Read, () => throw new OperationCanceledException())
        );
    }

    [Fact]
    public async Task Run_AppStops_IsAnErrorOfTheOneShape()
    {
        var answer = await NewEndpoint()
            .RunAsync(new DefaultHttpContext().Request, Access.Read, () => throw new OperationCanceledException());
        Assert.Equal(503, ((IStatusCodeHttpResult)answer).StatusCode);
    }

    private static HttpEndpoint NewEndpoint() =>
        new(
            new ApiGuard(new AppSettings(), TimeProvider.System),
            new LogLimit(TimeProvider.System),
            new EventCounters(),
            NullLogger<HttpEndpoint>.Instance
        );

    private static async Task<int[]> StatusesAsync(AppSettings settings, HttpContext context, MethodInfo[] functions)
    {
        var data = TestApp.NewFolder();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddComic2Pdf(settings with { DataDir = data })
            .BuildServiceProvider();
        var statuses = new List<int>();
        foreach (var function in functions)
        {
            var given = function
                .GetParameters()
                .Select(p =>
                    p.ParameterType == typeof(HttpRequest) ? context.Request
                    : p.ParameterType == typeof(string) ? "key"
                    : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType)
                    : null
                );
            var answer = await (Task<IResult>)
                function.Invoke(ActivatorUtilities.CreateInstance(services, function.DeclaringType!), [.. given])!;
            statuses.Add(((IStatusCodeHttpResult)answer).StatusCode ?? 0);
        }

        Directory.Delete(data, recursive: true);
        return [.. statuses];
    }
}
