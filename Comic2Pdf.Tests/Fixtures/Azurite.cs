namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A real Azurite in memory, one for all tests. Each test takes an account of its own, so that none sees another's blobs.</summary>
internal static class Azurite
{
    private const int Accounts = 400;

    private static readonly Lazy<Task<AzuriteServer>> Started = new(() => AzuriteServer.StartAsync(Accounts));
    private static int _next = -1;

    /// <summary>The connection string of an account without anything in it.</summary>
    public static async Task<string> NewAccountAsync()
    {
        var server = await Started.Value;
        var number = Interlocked.Increment(ref _next);
        Assert.True(number < Accounts, "more accounts are needed");
        return server.Account(number);
    }
}
