using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Stands between a server and a service of this machine, and lets through what it is told to.</summary>
internal sealed class FaultyProxy : IDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(300);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly int _target;
    private volatile Mode _mode = Mode.Pass;

    public FaultyProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What it does with a connection.</summary>
    public enum Mode
    {
        Pass,
        Slow,
        Refuse,
        Error500,
        Error503,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Does something else from now on; connections end in the middle of whatever they were at.</summary>
    public void Turn(Mode mode)
    {
        _mode = mode;
        foreach (var connection in _open.Keys)
        {
            connection.Close();
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        Turn(Mode.Refuse);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _open[client] = true;
        try
        {
            switch (_mode)
            {
                case Mode.Refuse:
                    break;
                case Mode.Error500:
                    await AnswerAsync(client, "500 Internal Server Error");
                    break;
                case Mode.Error503:
                    await AnswerAsync(client, "503 Service Unavailable");
                    break;
                default:
                    using (var service = new TcpClient())
                    {
                        _open[service] = true;
                        await service.ConnectAsync(IPAddress.Loopback, _target);
                        await Task.WhenAny(PumpAsync(client, service), PumpAsync(service, client));
                        _open.TryRemove(service, out _);
                    }

                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[65536];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0; )
            {
                if (_mode == Mode.Slow)
                {
                    await Task.Delay(Slowness);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
    }

    private static async Task AnswerAsync(TcpClient client, string status)
    {
        var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[1]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        client.Client.Shutdown(SocketShutdown.Send);

        // All that it still sends, or the end would be a reset that eats the answer.
        var buffer = new byte[65536];
        while (await stream.ReadAsync(buffer) > 0) { }
    }
}
