using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Settings;

/// <summary>Holds the live configuration and keeps it in index/config.json. Thread-safe.</summary>
public sealed class RuntimeConfigStore
{
    private readonly Lock _lock = new();
    private readonly JsonFiles _files;
    private readonly string _path;
    private RuntimeConfig _current;

    /// <summary>Reads the file; without one, or with a broken one, the settings count.</summary>
    public RuntimeConfigStore(AppSettings settings, DataLayout layout, JsonFiles files)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(files);
        _files = files;
        _path = layout.ConfigJson;
        var standard = new RuntimeConfig(settings.PrepConcurrency, settings.OcrConcurrency, settings.JobTimeoutSeconds, settings.OcrLang);
        _current = files.TryRead<RuntimeConfig>(_path) is { PrepConcurrency: > 0, OcrConcurrency: > 0, JobTimeoutSeconds: > 0, DefaultOcrLang: not null } kept ? kept : standard;
    }

    /// <summary>What counts now.</summary>
    public RuntimeConfig Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>Applies a change, on disk first.</summary>
    public RuntimeConfig Apply(ConfigChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var next = change.ApplyTo(_current);
            _files.Write(_path, next);
            return _current = next;
        }
    }
}
