using System.Diagnostics;
using System.Security.Cryptography;

namespace Comic2Pdf.Fuzz;

/// <summary>Runs a target for some time on inputs that lead it further and further, and keeps what it should not have done.</summary>
internal sealed class FuzzLoop : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);
    private const long MaxAllocated = 1L << 30;

    private readonly IFuzzTarget _target;
    private readonly string _folder;
    private readonly Mutator _mutator;
    private readonly Coverage _coverage = new();
    private readonly List<byte[]> _corpus = [];
    private readonly Timer _watch;
    private volatile byte[]? _current;
    private long _since;

    /// <param name="target">What is run.</param>
    /// <param name="folder">Has a folder `corpus`, which is gone on from, and `findings`.</param>
    /// <param name="seed">Of the chance.</param>
    public FuzzLoop(IFuzzTarget target, string folder, int seed)
    {
        (_target, _folder, _mutator) = (target, folder, new Mutator(seed, target.Pieces));
        Directory.CreateDirectory(Path.Combine(folder, "corpus"));
        Directory.CreateDirectory(Path.Combine(folder, "findings"));
        _watch = new Timer(_ => EndIfHung(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public int Runs { get; private set; }

    public int Findings { get; private set; }

    public int Corpus => _corpus.Count;

    public int Branches => _coverage.Branches;

    /// <summary>Runs.</summary>
    /// <param name="more">Further inputs to begin with.</param>
    /// <param name="time">How long.</param>
    public void Run(IEnumerable<byte[]> more, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var kept = Directory.EnumerateFiles(Path.Combine(_folder, "corpus")).Select(File.ReadAllBytes);
        foreach (var seed in _target.Seeds.Concat(more).Concat(kept))
        {
            if (Try(seed) || _corpus.Count == 0)
            {
                _corpus.Add(seed);
            }
        }

        while (clock.Elapsed < time)
        {
            var input = _mutator.Change(_mutator.OneOf(_corpus), _mutator.OneOf(_corpus));
            if (Try(input))
            {
                _corpus.Add(input);
                File.WriteAllBytes(Path.Combine(_folder, "corpus", NameOf(input)), input);
            }
        }
    }

    public void Dispose() => _watch.Dispose();

    private bool Try(byte[] input)
    {
        Runs++;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Interlocked.Exchange(ref _since, Stopwatch.GetTimestamp());
        _current = input;
        Coverage.Begin();
        try
        {
            _target.Run(input);
        }
        catch (Exception e)
        {
            // Each fault once: what is thrown, and where.
            Keep(input, $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}", $"{e.GetType().Name}{Where(e)}");
        }

        _current = null;
        if (GC.GetAllocatedBytesForCurrentThread() - before > MaxAllocated)
        {
            Keep(input, "it took more than 1 GiB", "memory");
        }

        return _coverage.IsNew();
    }

    private void Keep(byte[] input, string text, string kind)
    {
        var path = Path.Combine(
            _folder,
            "findings",
            $"{_target.Name}-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(kind)))[..12]}"
        );
        if (!File.Exists(path))
        {
            Findings++;
            File.WriteAllBytes(path, input);
            File.WriteAllText(path + ".txt", text);
            Console.Error.WriteLine($"{_target.Name}: {text.Split('\n')[0]} -> {path}");
        }
    }

    private static string Where(Exception e) =>
        e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Comic2Pdf", StringComparison.Ordinal)) ?? string.Empty;

    private static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];

    private void EndIfHung()
    {
        if (_current is { } input && Stopwatch.GetElapsedTime(Interlocked.Read(ref _since)) > Hang)
        {
            Keep(input, $"it takes longer than {Hang.TotalSeconds} s", "hang");
            Environment.Exit(3);
        }
    }
}
