using System.Collections.Concurrent;

namespace Comic2Pdf.Tests.Drills;

/// <summary>What was found wrong, by its kind.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<(string Kind, string Text)> _all = new();

    public const string Lost = "lost";
    public const string Twice = "twice";
    public const string Partial = "partial";
    public const string Wrong = "wrong";

    public IEnumerable<string> Texts => _all.Select(f => $"{f.Kind}: {f.Text}");

    public bool IsEmpty => _all.IsEmpty;

    public void Add(string kind, string text) => _all.Enqueue((kind, text));

    public void AddUnless(bool isRight, string kind, string text)
    {
        if (!isRight)
        {
            Add(kind, text);
        }
    }

    public int Count(string kind) => _all.Count(f => f.Kind == kind);
}
