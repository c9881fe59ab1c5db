using System.Net;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Http;

/// <summary>Kestrel and what results need to be written.</summary>
internal static class HttpRegistration
{
    public static void AddLocalHttp(this WebApplicationBuilder builder, LocalHttpOptions options)
    {
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<RouteTable>();
        builder.Services.AddSingleton<FunctionKeys>();
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = options.MaxRequestBodyBytes ?? long.MaxValue);
        if (!options.Enabled)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
            return;
        }

        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
                Listen(kestrel, options);
            });
    }

    private static void Listen(KestrelServerOptions kestrel, LocalHttpOptions options)
    {
        switch (options.BindAddress)
        {
            case "*":
                kestrel.ListenAnyIP(options.Port);
                break;
            case "localhost" when options.Port != 0:
                kestrel.ListenLocalhost(options.Port);
                break;
            default:
                kestrel.Listen(
                    options.BindAddress == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.BindAddress),
                    options.Port
                );
                break;
        }
    }

    /// <summary>In the server's place when HTTP is off.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
