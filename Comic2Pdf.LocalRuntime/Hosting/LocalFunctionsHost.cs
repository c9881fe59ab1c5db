using System.ComponentModel.DataAnnotations;
using Comic2Pdf.LocalRuntime.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>
/// Runs functions on this machine: orchestrations, activities, HTTP, blob and timer triggers. It is a generic host: what the callback
/// registers (services, options, hosted services, logging) works as in any other. Nothing is logged unless the callback adds a logger.
/// </summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LocalFunctionsHost(WebApplication application) => _application = application;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>The client that [DurableClient] parameters are given. Usable from StartAsync to StopAsync.</summary>
    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Where HTTP functions answer; null before the start, and when HTTP is off.</summary>
    public Uri? Address =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? new Uri(address)
            : null;

    /// <summary>Puts the host together; nothing runs and nothing is opened before StartAsync.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static LocalFunctionsHost Create(LocalFunctionsHostOptions options, Action<IHostApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables();
        builder.Services.AddLocalRuntime(options);
        builder.AddLocalHttp(options.Http);
        configure?.Invoke(builder);
        var built = builder.Build();
        built.UseMiddleware<HttpFunctionsMiddleware>();
        return new(built);
    }

    /// <summary>Opens the history, takes up what was under way, and listens.</summary>
    /// <exception cref="InvalidOperationException">Another process owns the directory, or two functions have the same name.</exception>
    /// <exception cref="NotSupportedException">A function asks for something that the local runtime does not have.</exception>
    public Task StartAsync(CancellationToken cancellation = default) => _application.StartAsync(cancellation);

    /// <summary>Ends in order: no new work, running activities get their grace time, everything acknowledged is on disk.</summary>
    public Task StopAsync(CancellationToken cancellation = default) => _application.StopAsync(cancellation);

    /// <summary>Starts, and stops upon SIGINT, SIGTERM or the token.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await StartAsync(cancellation);
        await WaitForStopAsync(cancellation);
    }

    /// <summary>After StartAsync: stops upon SIGINT, SIGTERM or the token.</summary>
    public Task WaitForStopAsync(CancellationToken cancellation = default) => _application.WaitForShutdownAsync(cancellation);

    /// <summary>Lets go of everything. Without StopAsync before it, it is like a crash for what runs: the next start takes it up.</summary>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
