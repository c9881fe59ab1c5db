using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>Microsoft's own host for tests: the sidecar, the gRPC worker and the gRPC client, as they come.</summary>
internal sealed class ReferenceEngine(DurableTaskTestHost host) : IEngine
{
    public EngineKind Kind => EngineKind.Reference;

    public DurableTaskClient Client => host.Client;

    public static async Task<ReferenceEngine> StartAsync(FunctionSet functions)
    {
        // Its sidecar makes a host of its own and takes no logger: this keeps it quiet, and from watching the directory for settings.
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        return new(
            await DurableTaskTestHost.StartAsync(
                functions.AddTo,
                new()
                {
                    Port = FreePort(),
                    ConfigureServices = services =>
                        services
                            .Configure<DurableTaskWorkerOptions>(options =>
                            {
                                options.MaximumTimerInterval = EngineSet.MaximumTimerInterval;
                                options.Versioning = new() { DefaultVersion = EngineSet.DefaultVersion };
                            })
                            .Configure<DurableTaskClientOptions>(options => options.DefaultVersion = EngineSet.DefaultVersion),
                }
            )
        );
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
