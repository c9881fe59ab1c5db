using System.Net.Sockets;
using System.Text;
using Comic2Pdf.Cli.Serve;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Comic2Pdf.Tests.Cli;

/// <summary>What service managers and container engines ask of `serve`.</summary>
[Trait("Storage", "files")]
public sealed class ServeAsServiceTests
{
    // The engines kill ten seconds after SIGTERM, the unit fifteen.
    [Fact]
    public async Task Stop_WhateverRuns_IsOverInLessThanTenSeconds()
    {
        using var folder = new TestFolder();
        await using var host = ServeHost.Create(new AppSettings { DataDir = folder.Out, HttpPort = 0 });

        Assert.InRange(
            host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(9)
        );
    }

    // A listener of the page never hangs up by itself; the stop must not wait for it.
    [Fact]
    public async Task Serve_UnderSystemd_SaysReadyAndStoppingAndStopsWithAListener()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Out, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        var server = await ServerProcess.StartAsync(
            Repository.CliAssembly,
            "serve",
            folder.Out,
            [("NOTIFY_SOCKET", path), ("API_KEY", string.Empty)]
        );
        Assert.Equal("READY=1", await ReceiveAsync(socket));

        using var http = new HttpClient();
        using var listening = await http.GetAsync(
            new Uri(server.Address, "/events"),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.True(listening.IsSuccessStatusCode);

        await server.StopAsync();
        Assert.Equal("STOPPING=1", await ReceiveAsync(socket));
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        var length = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
