using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// One entry that matters to a comic. It can be read once, as a whole or piece by piece, until the next entry is asked for; its checksum is
/// verified at its end. All memory it shows is used again for the next entry.
/// </summary>
public sealed class ArchiveEntry
{
    /// <summary>Bytes that are read at once: enough for the headers of nearly all pictures, and for all of most.</summary>
    public const int MaxHead = 1 << 20;

    private readonly EntryReader? _reader;
    private readonly PageBuffer? _buffer;
    private readonly long _declaredSize;
    private readonly ComicException? _fault;

    internal ArchiveEntry(
        int index,
        string name,
        EntryKind kind,
        ReadOnlyMemory<byte> head,
        EntryReader reader,
        PageBuffer buffer,
        long declaredSize
    )
    {
        Index = index;
        Name = name;
        Kind = kind;
        Head = head;
        _reader = reader;
        _buffer = buffer;
        _declaredSize = declaredSize;
    }

    /// <summary>An entry that cannot be opened.</summary>
    internal ArchiveEntry(int index, string name, EntryKind kind, ComicException fault)
    {
        Index = index;
        Name = name;
        Kind = kind;
        _fault = fault;
    }

    /// <summary>The entry's place in the archive, from 0; distinguishes entries of the same name.</summary>
    public int Index { get; }

    /// <summary>
    /// Its path as the archive spells it, after the name of the archive that it is in, if that is inside another. It is only ever shown, never used as a path on disk.
    /// </summary>
    public string Name { get; }

    /// <summary>
    /// <see cref="EntryKind.Page"/>, <see cref="EntryKind.ComicInfo"/>, or what could not be opened and pages would be expected of:
    /// <see cref="EntryKind.Archive"/> (its name ends with /, as a folder's), <see cref="EntryKind.Document"/>.
    /// </summary>
    public EntryKind Kind { get; }

    /// <summary>The first bytes: all, when there are fewer than <see cref="MaxHead"/>.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Whether the head is all there is.</summary>
    public bool IsWhole => _reader?.AtEnd != false;

    /// <summary>
    /// What was found wrong so far, with this entry alone: it ends early or its checksum is wrong. Known for all of it once all of it was read. Null: nothing.
    /// </summary>
    public ComicException? Fault => _reader?.Fault ?? _fault;

    /// <summary>All bytes, in memory.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, truncated or over a limit.</exception>
    public ReadOnlyMemory<byte> ReadWhole() => _reader?.Fill(_buffer!, Head.Length, int.MaxValue, _declaredSize) ?? default;

    /// <summary>All bytes, piece by piece, the head first; memory stays as it is, however long the entry. Each piece lives until the next.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, truncated or over a limit.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> ReadPieces()
    {
        yield return Head;
        foreach (var piece in _reader?.Rest(_buffer!.Array) ?? [])
        {
            yield return piece;
        }
    }
}
