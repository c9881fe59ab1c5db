using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>
/// Work on a page that a worker crashed on, stalled on, or was ended at for its memory, is done once more by another worker: the fault may have been the first
/// worker's or the machine's. When the second fails too, it is the page's.
/// </summary>
internal static class SecondTry
{
    /// <summary>Does the work, twice if need be.</summary>
    /// <exception cref="PageException">Both failed, or the failure is one that a second try cannot change.</exception>
    public static async Task<T> OfAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PageException e) when (e.IsTransient)
        {
            return await work();
        }
    }
}
