using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// The environment of a page worker: what finding its libraries and data needs, and nothing else of the parent's. Keys and connection strings stay with the
/// parent, because the worker is where untrusted pictures are decoded.
/// </summary>
internal static class WorkerEnvironment
{
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "TZ",
        "LANG",
        "LANGUAGE",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
        "XDG_DATA_HOME",
        "TESSDATA_PREFIX",
        DetectorModel.Variable,
        "SYSTEMROOT",
        "WINDIR",
        "USERPROFILE",
        "LOCALAPPDATA",
    ];

    private static readonly string[] TemporaryFolders = ["TMPDIR", "TEMP", "TMP"];

    // DOTNET_ROOT, DOTNET_ROOT_X64 ...: where the runtime is. LC_ALL, LC_CTYPE ...: encoding of file names.
    private static readonly string[] InheritedPrefixes = ["DOTNET_ROOT", "LC_"];

    private static readonly (string Name, string Value)[] Own =
    [
        // libgomp reads this when it loads; set later, inside the process, it has no effect and costs four times the processor time.
        ("OMP_THREAD_LIMIT", "1"),
        // A worker runs few methods for long: compiling them twice costs some four hundredths of its processor time (docs/ocr-trials.md).
        ("DOTNET_TieredCompilation", "0"),
        ("DOTNET_GCgen0size", "4000000"),
        // Pages take the same large buffers again and again: given back to the system each time, they cost their page faults each time.
        ("MALLOC_ARENA_MAX", "2"),
        ("MALLOC_MMAP_THRESHOLD_", "134217728"),
        ("MALLOC_TRIM_THRESHOLD_", "268435456"),
        // A worker is killed at its end, and would leave the sockets of debuggers and profilers in the temporary folder each time.
        ("DOTNET_EnableDiagnostics", "0"),
        (OnnxTelemetry.Variable, OnnxTelemetry.Off),
    ];

    /// <summary>Makes an environment that was copied from the parent's into a worker's.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="folder">Where the worker's temporary files go.</param>
    public static void Apply(IDictionary<string, string?> environment, string folder)
    {
        foreach (var name in environment.Keys.Where(n => !IsInherited(n)).ToArray())
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in Own)
        {
            environment[name] = value;
        }

        foreach (var name in TemporaryFolders)
        {
            environment[name] = folder;
        }
    }

    private static bool IsInherited(string name) =>
        Inherited.Contains(name, StringComparer.OrdinalIgnoreCase)
        || InheritedPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));
}
