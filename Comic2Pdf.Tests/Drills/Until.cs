using System.Diagnostics;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Waits for things.</summary>
internal static class Until
{
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(8);

    /// <summary>Looks again and again.</summary>
    /// <exception cref="TimeoutException">It did not happen.</exception>
    public static async Task<T> FoundAsync<T>(string what, Func<Task<T?>> look, TimeSpan? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < (limit ?? Long))
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"did not happen: {what}");
    }

    /// <summary>The same for what is or is not.</summary>
    /// <returns>How long it took, in seconds.</returns>
    public static async Task<double> TrueAsync(string what, Func<Task<bool>> look, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        await FoundAsync(what, async () => await look() ? what : null, limit);
        return watch.Elapsed.TotalSeconds;
    }

    public static Task<double> TrueAsync(string what, Func<bool> look, TimeSpan? limit = null) =>
        TrueAsync(what, () => Task.FromResult(look()), limit);
}
