using Comic2Pdf.DurableTask.Sqlite;
using Comic2Pdf.LocalRuntime.Durable;
using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.Triggers;
using DurableTask.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>The runtime's parts as services. Anything that opens the history is made at the start, not before.</summary>
internal static class RuntimeRegistration
{
    public static void AddLocalRuntime(this IServiceCollection services, LocalFunctionsHostOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(static s => s.GetRequiredService<ILoggerFactory>().CreateLogger("Comic2Pdf.LocalRuntime"));
        services.AddSingleton(
            new FunctionCatalog(options.Assemblies.SelectMany(static a => a.GetTypes()).Concat(options.FunctionTypes).Distinct())
        );
        services.AddSingleton(CreateHistory);
        services.AddSingleton(CreateWorker);
        services.AddSingleton<DurableTaskClient>(s => new FrameworkDurableTaskClient(
            (IOrchestrationServiceClient)s.GetRequiredService<IOrchestrationService>(),
            converter: null,
            options.Versioning.Version,
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<TriggerState>();
        services.AddSingleton<TimerTriggers>();
        services.AddSingleton<BlobTriggers>();
        services.AddHealthChecks().AddCheck<HistoryHealthCheck>("history");
        services.AddHostedService<RuntimeService>();
        // The stop of the whole host must not cut the grace time of the activities.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownGrace + TimeSpan.FromSeconds(15));
    }

    private static IOrchestrationService CreateHistory(IServiceProvider services)
    {
        var options = services.GetRequiredService<LocalFunctionsHostOptions>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        return options.AzureStorage is { } account
            ? AzureStorageHistory.Create(account, options, loggers)
            : new SqliteOrchestrationService(
                new()
                {
                    Directory = options.DataDirectory,
                    MaxConcurrentOrchestrations = options.MaxConcurrentOrchestrators,
                    MaxConcurrentActivities = options.MaxConcurrentActivities,
                    MaxInstancesInMemory = options.MaxInstancesInMemory,
                },
                services.GetRequiredService<TimeProvider>(),
                loggers
            );
    }

    private static DurableWorker CreateWorker(IServiceProvider services)
    {
        var functions = services.GetRequiredService<FunctionCatalog>();
        var client = services.GetRequiredService<DurableTaskClient>();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        DurableWorker worker = null!;
        worker = new DurableWorker(
            services.GetRequiredService<IOrchestrationService>(),
            new()
            {
                Orchestrators = name =>
                    functions.FindOrchestrator(name) is { } method
                        ? new OrchestratorFunction(method, services, DurableJson.Converter)
                        : null,
                Activities = name =>
                    functions.FindActivity(name) is { } method ? new ActivityFunction(method, scopes, client, worker.Stopping) : null,
                Versioning = services.GetRequiredService<LocalFunctionsHostOptions>().Versioning,
            },
            services.GetRequiredService<ILoggerFactory>(),
            services.GetRequiredService<TimeProvider>()
        );
        return worker;
    }
}
