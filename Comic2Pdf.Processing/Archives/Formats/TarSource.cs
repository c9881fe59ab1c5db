namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>Entries of a tar file, each where its header says.</summary>
internal sealed class TarSource(Stream stream, IReadOnlyList<TarItem> items) : EntrySource
{
    private int _index = -1;

    /// <inheritdoc/>
    public override IEnumerable<string> Names => items.Select(i => i.Entry.Name);

    /// <inheritdoc/>
    public override SourceEntry Current => items[_index].Entry;

    /// <inheritdoc/>
    public override bool MoveNext() => ++_index < items.Count;

    /// <inheritdoc/>
    public override Stream OpenData() => new WindowStream(stream, items[_index].Offset, items[_index].Entry.Size);

    /// <inheritdoc/>
    public override void Dispose() { }
}
