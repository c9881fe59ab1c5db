using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Notices;

/// <summary>Delivers a notice once: as a webhook, or by starting a command.</summary>
public sealed class NoticeSender(AppSettings settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(60);
    private static readonly string[] CommandEnvironment = ["PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR"];

    // No proxy: it would connect where it likes. No redirects: who gives the address says where the notice goes.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = AnswerTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, settings.WebhookAllowPrivate, token),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Delivers.</summary>
    /// <returns>Null: it was delivered; else why not, and whether trying again makes sense.</returns>
    public async Task<(string Fault, bool IsFinal)?> SendAsync(Notice notice, NoticeTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(target);
        using var limit = new CancellationTokenSource(target.Url is null ? CommandTime : AnswerTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(notice.Body, Json.Line);
            return target.Url is { } url
                ? await PostAsync(url, notice.Body.Id, body, either.Token)
                : await StartAsync(notice.Body, body, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (
                target.Url is null
                    ? $"the command did not end within {CommandTime.TotalSeconds} s"
                    : $"no answer within {AnswerTime.TotalSeconds} s",
                false
            );
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            return (e.InnerException is SocketException inner ? inner.Message : e.Message, false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // The address that is connected to is the one that was looked at: a name cannot lead elsewhere in between.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowPrivate, CancellationToken cancellationToken)
    {
        var all = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var allowed = all.Where(a => allowPrivate || PublicAddressRule.IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new IOException($"{host.Host} is an address of a private network (WEBHOOK_ALLOW_PRIVATE)");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(string, bool)?> PostAsync(Uri url, string id, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("comic2pdf", null));
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        if (settings.WebhookSecret is { } secret)
        {
            request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body));
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? null : ($"it answers {(int)response.StatusCode}", response.StatusCode == HttpStatusCode.Gone);
    }

    private async Task<(string, bool)?> StartAsync(NoticeBody notice, byte[] body, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(settings.NotifyCommand!, [notice.Event, notice.JobKey])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = settings.DataDir,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(n => !CommandEnvironment.Contains(n) && !n.StartsWith("LC_", StringComparison.Ordinal))
                .ToList()
        )
        {
            // The server's keys are none of its business.
            start.Environment.Remove(name);
        }

        start.Environment["COMIC2PDF_EVENT"] = notice.Event;
        start.Environment["COMIC2PDF_JOB_KEY"] = notice.JobKey;
        start.Environment["COMIC2PDF_ID"] = notice.Id;
        start.Environment["COMIC2PDF_FILE"] = notice.FileName;
        start.Environment["COMIC2PDF_PDF"] = notice.FinalPdf ?? string.Empty;
        start.Environment["COMIC2PDF_CODE"] = notice.Error?.Code ?? string.Empty;
        using var process = Process.Start(start)!;
        try
        {
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(body, cancellationToken);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It does not read it.
            }

            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : (FormattableString.Invariant($"the command ended with {process.ExitCode}"), false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
