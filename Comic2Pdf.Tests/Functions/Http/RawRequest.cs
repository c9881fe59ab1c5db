using System.Net.Sockets;
using System.Text;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Bytes that no HTTP client would send, and what is answered to them.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client;

    private RawRequest(TcpClient client) => _client = client;

    public static async Task<RawRequest> SendAsync(Uri server, string text, byte[] more)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        await client.GetStream().WriteAsync(more);
        return new RawRequest(client);
    }

    public async Task<string> FirstLineAsync()
    {
        using var reader = new StreamReader(_client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync() ?? string.Empty;
    }

    /// <summary>Everything that comes until the server closes the connection.</summary>
    public async Task<string> AllAsync()
    {
        using var reader = new StreamReader(_client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    public void Dispose() => _client.Dispose();
}
