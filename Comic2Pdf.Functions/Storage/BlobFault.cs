using Azure;
using Azure.Identity;

namespace Comic2Pdf.Functions.Storage;

/// <summary>Failures of the blob service as the store's callers know failures: <see cref="IOException"/>.</summary>
internal static class BlobFault
{
    /// <summary>Runs a call of the service; a blob that does not exist is null.</summary>
    public static Task<T?> TryAsync<T>(Func<Task<T?>> action)
        where T : class =>
        RunAsync(async () =>
        {
            try
            {
                return await action();
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        });

    /// <summary>Runs a synchronous call of the service.</summary>
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            throw new IOException($"the blob service cannot be used: {FirstLine(e)}", e);
        }
    }

    /// <summary>Runs a call of the service.</summary>
    public static Task RunAsync(Func<Task> action) =>
        RunAsync(async () =>
        {
            await action();
            return true;
        });

    /// <summary>Runs a call of the service.</summary>
    /// <exception cref="FileNotFoundException">The blob does not exist.</exception>
    /// <exception cref="IOException">Any other failure of the service.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new FileNotFoundException($"the blob is gone: {FirstLine(e)}", e);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException)
        {
            throw new IOException($"the blob service refuses: {FirstLine(e)}", e);
        }
        catch (AggregateException e)
        {
            // All tries of the client failed; each has its own exception.
            throw new IOException($"the blob service does not answer: {FirstLine(e.InnerExceptions[^1])}", e);
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException or IOException)
        {
            throw new IOException($"the blob service does not answer: {FirstLine(e)}", e);
        }
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
