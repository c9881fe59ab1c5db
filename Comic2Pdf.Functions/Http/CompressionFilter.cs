using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Functions.Http;

/// <summary>gzip for texts, where a client asks for it: ASP.NET Core's middleware, in front of the functions on both hosts.</summary>
internal sealed class CompressionFilter : IStartupFilter
{
    /// <summary>Adds the middleware and its services.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Not PDFs: they are compressed, and a range of one must be its own bytes.
            options.MimeTypes = ["application/json", "application/problem+json", "text/plain", "text/html", "text/css", "text/javascript"];
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton<IStartupFilter, CompressionFilter>();
    }

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.UseResponseCompression();
            next(app);
        };
}
