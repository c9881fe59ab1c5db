using System.Text.Json;
using Comic2Pdf.LocalRuntime.Functions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>Calls a blob function: the content as Stream, byte[] or string, the path's tokens and BlobTrigger, Uri, Properties (a JSON text with the ETag) by name.</summary>
internal sealed class BlobInvoker(FunctionMethod function, IBlobTriggerSource source, IServiceScopeFactory scopes, DurableTaskClient client)
{
    public async Task InvokeAsync(
        BlobPathPattern pattern,
        TriggerBlob blob,
        Dictionary<string, object?> data,
        int attemptsBefore,
        int maxAttempts,
        CancellationToken cancellation
    )
    {
        data["BlobTrigger"] = $"{pattern.Container}/{blob.Name}";
        data["Uri"] = source.UriOf(pattern.Container, blob.Name);
        data["Properties"] = JsonSerializer.Serialize(new { ETag = blob.Version });
        await using var content = await source.OpenReadAsync(pattern.Container, blob.Name, cancellation);
        var value = await ReadAsync(content, function.Trigger.Parameter.ParameterType, cancellation);
        await using var scope = scopes.CreateAsyncScope();
        await function.InvokeAsync(
            new Invocation(function, scope.ServiceProvider, cancellation)
            {
                Trigger = _ => value,
                Data = data,
                Client = client,
                Delivery = new Invocation.Retry(attemptsBefore, maxAttempts - 1),
            }
        );
    }

    private async Task<object> ReadAsync(Stream content, Type type, CancellationToken cancellation)
    {
        if (type == typeof(Stream))
        {
            return content;
        }

        if (type == typeof(string))
        {
            using var reader = new StreamReader(content, leaveOpen: true);
            return await reader.ReadToEndAsync(cancellation);
        }

        if (type == typeof(byte[]))
        {
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, cancellation);
            return buffer.ToArray();
        }

        throw new NotSupportedException(
            $"The function '{function.Name}' takes a blob as {type}; the local runtime binds Stream, byte[] and string."
        );
    }
}
