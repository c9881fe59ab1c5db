namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>Keeps engines warm; past a few, the one that was asked for longest ago is given up.</summary>
/// <param name="create">Makes one.</param>
/// <param name="has">Whether a language can be read here.</param>
public sealed class RecognizerSet(Func<string, ITextRecognizer> create, Func<string, bool> has) : IRecognizers
{
    /// <summary>Engines at one time: some languages each alone, and vertical lines; every one holds some tens of megabytes.</summary>
    private const int MaxEngines = 5;

    // The one asked for last is the last.
    private readonly List<(string Languages, ITextRecognizer Engine)> _engines = [];

    /// <inheritdoc/>
    public ITextRecognizer Engine(string languages)
    {
        var at = _engines.FindIndex(e => e.Languages == languages);
        if (at < 0 && _engines.Count == MaxEngines)
        {
            _engines[0].Engine.Dispose();
            _engines.RemoveAt(0);
        }

        var engine = at < 0 ? create(languages) : _engines[at].Engine;
        if (at >= 0)
        {
            _engines.RemoveAt(at);
        }

        _engines.Add((languages, engine));
        return engine;
    }

    /// <inheritdoc/>
    public bool Has(string language) => has(language);

    /// <inheritdoc/>
    public void Dispose() => _engines.ForEach(e => e.Engine.Dispose());
}
