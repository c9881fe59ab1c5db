using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Functions;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData(typeof(TwoOfAName), typeof(InvalidOperationException), "two functions with the name")]
    [InlineData(typeof(TwoTriggers), typeof(NotSupportedException), "2 triggers")]
    [InlineData(typeof(NoTrigger), typeof(NotSupportedException), "0 triggers")]
    [InlineData(typeof(ReturnsValueTask), typeof(NotSupportedException), "takes Task, Task<T>, T or void")]
    [InlineData(typeof(UnknownParameter), typeof(NotSupportedException), "nothing can be bound to it")]
    [InlineData(typeof(OtherHub), typeof(NotSupportedException), "one task hub")]
    [InlineData(typeof(WrongContext), typeof(NotSupportedException), "takes its trigger as")]
    public async Task StartAsync_WhatIsNotSupported_IsRefusedByName(Type functions, Type exception, string message)
    {
        var refused = await Assert.ThrowsAsync(exception, () => TestHost.StartAsync(functions));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_Class_IsMadeByInjectionInAScopeOfItsOwnAndDisposed()
    {
        await using var host = await TestHost.StartAsync(typeof(Injected), configure: b => b.Services.AddScoped<Counter>());

        var seen = (await host.RunAsync("Twice")).ReadOutputAs<string[]>()!;

        Assert.Equal(["1 of Twice", "1 of Twice"], seen.Select(s => s[..10]));
        Assert.NotEqual(seen[0], seen[1]);
        Assert.Equal(2, Injected.Disposed);
    }

    [Fact]
    public async Task Values_InAndOut_KeepTheWorkersJson()
    {
        await using var host = await TestHost.StartAsync(typeof(Json));

        var end = await host.RunAsync("Roundtrip", new { text = "ä<\"", When = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc) });

        Assert.Equal("""{"Text":"\u00E4\u003C\u0022","When":"2030-01-02T03:04:05Z","Missing":null}""", end.SerializedOutput);
    }

    internal sealed class Counter
    {
        public int Value { get; set; }

        public Guid Id { get; } = Guid.NewGuid();
    }

    internal sealed class Injected(Counter counter) : IDisposable
    {
        public static int Disposed { get; private set; }

        [Function("Twice")]
        public static async Task<string[]> Twice([OrchestrationTrigger] TaskOrchestrationContext context) =>
            [
                await context.CallActivityAsync<string>("Count", context.Name.Name),
                await context.CallActivityAsync<string>("Count", context.Name.Name),
            ];

        [Function("Count")]
        public string Count([ActivityTrigger] string name, FunctionContext context, string instanceId)
        {
            Assert.Equal("Count", context.FunctionDefinition.Name);
            Assert.Equal(32, instanceId.Length);
            return $"{++counter.Value} of {name} {counter.Id}";
        }

        public void Dispose() => Disposed++;
    }

    internal sealed record Payload(string Text, DateTime When, string? Missing);

    internal static class Json
    {
        [Function("Roundtrip")]
        public static Task<Payload> Roundtrip([OrchestrationTrigger] TaskOrchestrationContext context, Payload payload) =>
            context.CallActivityAsync<Payload>("Same", payload);

        [Function("Same")]
        public static Payload Same([ActivityTrigger] Payload payload) => payload;
    }

    internal static class TwoOfAName
    {
        [Function("Same")]
        public static void A([ActivityTrigger] string? input) => Assert.Null(input);

        [Function("SAME")]
        public static void B([ActivityTrigger] string? input) => Assert.Null(input);
    }

    internal static class TwoTriggers
    {
        [Function("F")]
        public static void F([ActivityTrigger] string? input, [TimerTrigger("0 * * * * *")] TimerInfo info) => Assert.Null(input);
    }

    internal static class NoTrigger
    {
        [Function("F")]
        public static void F(string? input) => Assert.Null(input);
    }

    internal static class ReturnsValueTask
    {
        [Function("F")]
        public static ValueTask F([ActivityTrigger] string? input) => default;
    }

    internal static class UnknownParameter
    {
        [Function("F")]
        public static void F([ActivityTrigger] string? input, int other) => Assert.Equal(0, other);
    }

    internal static class OtherHub
    {
        [Function("F")]
        public static void F([ActivityTrigger] string? input, [DurableClient(TaskHub = "other")] DurableTaskClient client) =>
            Assert.NotNull(client);
    }

    internal static class WrongContext
    {
        [Function("F")]
        public static void F([OrchestrationTrigger] string context) => Assert.Null(context);
    }
}
