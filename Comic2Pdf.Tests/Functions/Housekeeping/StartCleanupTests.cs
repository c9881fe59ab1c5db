using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Housekeeping;

[Trait("Storage", "files")]
public sealed class StartCleanupTests
{
    private const string Left = ".0123456789abcdef0123456789abcdef.tmp";

    [Fact]
    public async Task Run_TemporaryFilesOfAKilledProcess_GoAndAllElseStays()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var store = new MemoryStore(time);
        string[] old =
        [
            $"in/{Left}",
            $"index/{Left}",
            $"error/{Left}",
            $"work/{JobStatuses.Key}/{Left}",
            $"error/{JobStatuses.Key}/{Left}",
        ];
        string[] kept = ["in/.hidden.tmp", $"work/{JobStatuses.Key}/state.json", $"error/{JobStatuses.Key}/a.cbz"];
        foreach (var name in old.Concat(kept))
        {
            await store.WriteAsync(name, "x"u8.ToArray(), CancellationToken.None);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        using var cleanup = new StartCleanup(store, time, NullLogger<StartCleanup>.Instance);
        time.Advance(TimeSpan.FromSeconds(1));

        // This process is at it.
        await store.WriteAsync($"work/{JobStatuses.Key}/.f123456789abcdef0123456789abcdef.tmp", "x"u8.ToArray(), CancellationToken.None);
        await cleanup.RunAsync(CancellationToken.None);

        foreach (var name in old)
        {
            Assert.False(await store.ExistsAsync(name, CancellationToken.None), name);
        }

        foreach (var name in kept.Append($"work/{JobStatuses.Key}/.f123456789abcdef0123456789abcdef.tmp"))
        {
            Assert.True(await store.ExistsAsync(name, CancellationToken.None), name);
        }
    }
}
