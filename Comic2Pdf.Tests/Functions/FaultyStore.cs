using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A store on which the call number n that is about archive number n fails, once: one run of many archives meets a fault at each call in turn.</summary>
internal sealed partial class FaultyStore
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _calls = new();

    public FaultyStore(string data) => Store = HookedStore.Of(new FileStore(data), Before);

    public IStore Store { get; }

    /// <summary>What failed, by archive.</summary>
    public ConcurrentDictionary<int, string> Faults { get; } = new();

    /// <summary>From now on calls about this file, or about the job of this content, are counted.</summary>
    public void Watch(int number, string fileName, string contentHash) => (_numbers[fileName], _numbers[contentHash]) = (number, number);

    private void Before(string method, object?[] given)
    {
        if (method == nameof(IStore.DisplayName))
        {
            // It only makes a name.
            return;
        }

        var names = given
            .Select(g =>
                g switch
                {
                    string text => text,
                    StoredFile file => file.Name,
                    _ => null,
                }
            )
            .OfType<string>()
            .ToList();
        foreach (var key in names.SelectMany(n => Keys().Matches(n)).Select(m => m.Value))
        {
            if (_numbers.TryGetValue(key, out var number))
            {
                if (_calls.AddOrUpdate(number, 1, (_, calls) => calls + 1) == number)
                {
                    Faults[number] = $"{method} {string.Join(' ', names)}";
                    throw new IOException($"call {number} fails, says the test");
                }

                return;
            }
        }
    }

    // The name of an archive, or its content at the beginning of a job's key.
    [GeneratedRegex("n[0-9]{3}\\.cbz|[0-9a-f]{64}(?=__)")]
    private static partial Regex Keys();
}
