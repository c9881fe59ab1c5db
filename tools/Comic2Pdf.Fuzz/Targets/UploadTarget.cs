using System.Text;
using Comic2Pdf.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Fuzz.Targets;

/// <summary>Uploads as forms.</summary>
public sealed class UploadTarget : IFuzzTarget
{
    private const string Type = "multipart/form-data; boundary=XX";

    private static readonly string[] Sound =
    [
        "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nLa pluie\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.cbz\"\r\nContent-Type: application/zip\r\n\r\nPK\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=file; filename*=UTF-8''l%C3%A9.cbz\r\n\r\nx\r\n--XX\r\nContent-Disposition: form-data; name=file; filename=../b.cbz\r\n\r\ny\r\n--XX--",
    ];

    /// <inheritdoc/>
    public string Name => "upload";

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds => Sound.Select(Encoding.UTF8.GetBytes);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Pieces { get; } =
    [
        "--XX"u8.ToArray(),
        "--XX--"u8.ToArray(),
        "\r\n\r\n"u8.ToArray(),
        "Content-Disposition: form-data; name=a; filename="u8.ToArray(),
        "filename*=UTF-8''%"u8.ToArray(),
        "filename=\"\""u8.ToArray(),
        "\\\""u8.ToArray(),
    ];

    /// <inheritdoc/>
    public void Run(byte[] input)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = Type;
        context.Request.Body = new MemoryStream(input, writable: false);
        ReadAsync(context.Request).GetAwaiter().GetResult();
    }

    private static async Task ReadAsync(HttpRequest request)
    {
        try
        {
            await foreach (var file in UploadReader.ReadAsync(request, "a.cbz", CancellationToken.None))
            {
                await UploadReader.FromSenderAsync(async () =>
                {
                    await file.Content.CopyToAsync(Stream.Null);
                    return true;
                });
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or BadHttpRequestException)
        {
            // What Uploads answers with 400.
        }
    }
}
