using System.Text;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>A running server, asked over HTTP.</summary>
internal sealed class Server(Uri address, string? apiKey) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Asks.</summary>
    /// <exception cref="ServerException">It cannot be reached, or refuses; the message is for the user.</exception>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (apiKey is not null)
        {
            request.Headers.Add("x-api-key", apiKey);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var json = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode
                ? json
                : throw new ServerException(json.GetProperty("error").GetString() ?? $"the server answers {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException)
        {
            throw new ServerException($"no comic2pdf server answers at {address}: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();
}
