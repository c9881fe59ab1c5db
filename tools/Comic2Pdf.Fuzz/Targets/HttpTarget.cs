using System.Net;
using System.Text;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Search;
using Comic2Pdf.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>Lines of a request: host names, origins, keys and cookies for the guard; queries for lists and for the search, which asks a real index.</summary>
public sealed class HttpTarget : IFuzzTarget, IDisposable
{
    private static readonly AppSettings Settings = new() { ApiKey = "the key", AllowedHosts = "comics.example, *.example.org" };

    private readonly ApiGuard _guard = new(Settings, TimeProvider.System);
    private readonly Lazy<SqliteConnection> _index = new(MakeIndex);
    private readonly Lazy<Words> _words = new(() => new Words());

    private static readonly string[] Sound =
    [
        "Host: localhost:18083\n?state=DONE,ERROR_OCR&q=tin&limit=100&continuation=2026-01-01T00:00:00Z_abc",
        "Host: comics.example\nX-Forwarded-Host: a.example.org, b\nOrigin: http://comics.example\nCookie: comic2pdf=1.2\nAuthorization: Bearer the key\n?q=l%27%C3%A9t%C3%A9 \"a\" (b OR c) NEAR/3*",
        "Host: [::1]:80\nSec-Fetch-Site: same-origin\nx-api-key: the key\n?limit=0&title=%00",
    ];

    /// <inheritdoc/>
    public string Name => "http";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => Sound.Select(Encoding.UTF8.GetBytes);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "Host: "u8.ToArray(),
        "\nX-Forwarded-Host: "u8.ToArray(),
        "\nOrigin: null"u8.ToArray(),
        "\nCookie: "u8.ToArray(),
        "%"u8.ToArray(),
        "%00"u8.ToArray(),
        "%ff"u8.ToArray(),
        "\"\"\""u8.ToArray(),
        "*"u8.ToArray(),
        " AND NOT "u8.ToArray(),
        "line:"u8.ToArray(),
        "^"u8.ToArray(),
        "[::1%25eth0]"u8.ToArray(),
        "&limit=99999999999"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        context.Request.Method = "POST";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('?'))
            {
                // As the server does it.
                context.Request.Query = new QueryCollection(QueryHelpers.ParseQuery(line));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                context.Request.Headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        foreach (var access in Enum.GetValues<Access>())
        {
            if (
                _guard.Refuse(context.Request, access) is null
                && access != Access.Open
                && !text.Contains("the key", StringComparison.Ordinal)
            )
            {
                throw new InvalidOperationException("a request without the key was let in");
            }
        }

        _ = JobQuery.Parse(context.Request.Query).Query?.Filter([]).Count();
        Search(context.Request.Query["q"].ToString());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_index.IsValueCreated)
        {
            _index.Value.Dispose();
        }

        if (_words.IsValueCreated)
        {
            _words.Value.Dispose();
        }
    }

    // A question of any kind must be none of the index's own language.
    private void Search(string question)
    {
        var words = _words.Value.Of(Words.Prepare(question));
        if (words.Count == 0)
        {
            return;
        }

        foreach (var match in new[] { MatchRule.Exact(words), MatchRule.Prefix(words), MatchRule.Close(words, w => [w + "x"]) })
        {
            using var ask = _index.Value.CreateCommand();
            ask.CommandText = "SELECT count(*) FROM lines WHERE lines MATCH $match";
            ask.Parameters.AddWithValue("$match", match);
            _ = ask.ExecuteScalar();
        }
    }

    private static SqliteConnection MakeIndex()
    {
        var memory = new SqliteConnection("Data Source=:memory:;Pooling=False");
        memory.Open();
        using var make = memory.CreateCommand();
        make.CommandText =
            $"CREATE VIRTUAL TABLE lines USING fts5(line, tokenize='{Words.Tokenizer}'); INSERT INTO lines VALUES ('l''été est là')";
        make.ExecuteNonQuery();
        return memory;
    }
}
