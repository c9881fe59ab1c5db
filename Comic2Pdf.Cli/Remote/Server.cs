using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>A running server, asked over HTTP.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="address">Where it answers; a path in it is kept, for a server behind a proxy.</param>
    /// <param name="apiKey">Its key; null: none.</param>
    /// <param name="time">The clock of the time limit.</param>
    public Server(Uri address, string? apiKey, TimeProvider time)
    {
        var folder = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        _http = new HttpClient { BaseAddress = folder, Timeout = Timeout.InfiniteTimeSpan };
        _time = time;
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.Add("x-api-key", apiKey);
        }
    }

    /// <summary>Asks something that is answered at once.</summary>
    /// <exception cref="ServerException">It cannot be reached, or refuses; the message is for the user.</exception>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var limit = new CancellationTokenSource(AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var (isSuccess, json) = await SendAsync(method, path, content, either.Token);
        return isSuccess ? json : throw new ServerException(ErrorOf(json));
    }

    /// <summary>Sends a file, however long that takes.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="ServerException">The server cannot be reached.</exception>
    public async Task<(bool IsSuccess, JsonElement Answer)> UploadAsync(string path, FileStream file, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    /// <summary>Gets a file.</summary>
    /// <param name="path">Which.</param>
    /// <param name="save">Saves it, under the name that the server gives it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ServerException">It cannot be reached, or refuses; the message is for the user.</exception>
    public Task DownloadAsync(string path, Func<string, Stream, Task> save, CancellationToken cancellationToken) =>
        ReachAsync(async () =>
        {
            using var response = await _http.GetAsync(Relative(path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new ServerException(ErrorOf(await ReadAsync(response, cancellationToken)));
            }

            var disposition = response.Content.Headers.ContentDisposition;
            var name = disposition?.FileNameStar ?? disposition?.FileName?.Trim('"') ?? string.Empty;
            await save(Path.GetFileName(name), await response.Content.ReadAsStreamAsync(cancellationToken));
            return true;
        });

    /// <summary>The server's own words, or its status when it has none.</summary>
    public static string ErrorOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error)
            ? TerminalText.Safe(error.ToString())
            : "the server refuses without saying why";

    public void Dispose() => _http.Dispose();

    private static string Relative(string path) => path.TrimStart('/');

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(cancellationToken));

    private Task<(bool IsSuccess, JsonElement Answer)> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken
    ) =>
        ReachAsync(async () =>
        {
            using var request = new HttpRequestMessage(method, Relative(path)) { Content = content };
            using var response = await _http.SendAsync(request, cancellationToken);
            return (response.IsSuccessStatusCode, await ReadAsync(response, cancellationToken));
        });

    private async Task<T> ReachAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or JsonException)
        {
            throw new ServerException($"no comic2pdf server answers at {_http.BaseAddress}: {TerminalText.Safe(e.Message)}");
        }
    }
}
