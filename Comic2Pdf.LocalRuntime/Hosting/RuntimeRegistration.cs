using Comic2Pdf.LocalRuntime.Engine;
using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>The runtime's parts as services. Anything that opens the history is made at the start, not before.</summary>
internal static class RuntimeRegistration
{
    // The serializer of the real worker: System.Text.Json's defaults, names read without regard to case.
    private static readonly DataConverter Converter = new JsonDataConverter(new() { PropertyNameCaseInsensitive = true });

    public static void AddLocalRuntime(this IServiceCollection services, LocalFunctionsHostOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(Converter);
        services.AddSingleton(new EngineOptions
        {
            MaxConcurrentOrchestrators = options.MaxConcurrentOrchestrators,
            MaxInstancesInMemory = options.MaxInstancesInMemory,
        });
        services.AddSingleton(static s => s.GetRequiredService<ILoggerFactory>().CreateLogger("Comic2Pdf.LocalRuntime"));
        services.AddSingleton(static s => HistoryDatabase.Open(s.GetRequiredService<LocalFunctionsHostOptions>().DataDirectory));
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<OrchestrationExecutor>();
        services.AddSingleton<OrchestrationEngine>();
        services.AddSingleton(static s => s.GetRequiredService<OrchestrationEngine>().Waits);
        services.AddSingleton<DurableTaskClient, LocalDurableTaskClient>();
        services.AddSingleton<TimerTriggers>();
        services.AddSingleton<BlobTriggers>();
        services.AddSingleton(static s =>
        {
            var options = s.GetRequiredService<LocalFunctionsHostOptions>();
            var types = options.Assemblies.SelectMany(static a => a.GetTypes()).Concat(options.FunctionTypes).Distinct();
            return new FunctionCatalog(types, s, s.GetRequiredService<DataConverter>());
        });
        services.AddSingleton(static s => new ActivityDispatcher(
            s.GetRequiredService<FunctionCatalog>(),
            s.GetRequiredService<HistoryWriter>(),
            s.GetRequiredService<LocalFunctionsHostOptions>().MaxConcurrentActivities,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger>()));
        services.AddHostedService<RuntimeService>();
        // The stop of the whole host must not cut the grace time of the activities.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownGrace + TimeSpan.FromSeconds(15));
    }
}
