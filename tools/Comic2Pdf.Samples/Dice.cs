namespace Comic2Pdf.Samples;

/// <summary>Numbers that look random and are the same on every run and every runtime: the picture must be the same bytes each time.</summary>
/// <param name="seed">Where the sequence starts.</param>
public sealed class Dice(uint seed)
{
    private uint _state = (seed * 2654435761u) ^ 0x9E3779B9u;

    /// <summary>A sequence that belongs to a text (FNV-1a).</summary>
    /// <param name="seed">The text.</param>
    public Dice(string seed)
        : this((seed ?? "").Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u)) { }

    /// <summary>The next number.</summary>
    /// <param name="low">The least.</param>
    /// <param name="high">The greatest.</param>
    public float Between(float low, float high)
    {
        // xorshift32; the state must not be 0.
        _state = _state == 0 ? 1 : _state;
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return low + ((high - low) * (_state >> 8) / (1 << 24));
    }

    /// <summary>Whether a chance comes true.</summary>
    /// <param name="share">Between 0 (never) and 1 (always).</param>
    public bool Chance(float share) => Between(0, 1) < share;
}
