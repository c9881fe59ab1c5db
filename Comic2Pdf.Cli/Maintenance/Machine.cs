using System.Collections;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>What a check asks of the machine.</summary>
internal sealed record Machine
{
    /// <summary>This machine, now.</summary>
    public static Machine Here() =>
        new()
        {
            Engine = TesseractInstallation.FindAny(out _),
            Model = DetectorModel.Find(),
            OpenFilesFault = OpenFiles.FindFault(),
            Now = TimeProvider.System.GetUtcNow(),
            Variables = Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Select(e => (string)e.Key)
                .ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is there of Tesseract, however old; null: nothing.</summary>
    public required TesseractInstallation? Engine { get; init; }

    /// <summary>The detector's model; null: it is not there.</summary>
    public required string? Model { get; init; }

    /// <summary>Why too few files can be open; null: enough can.</summary>
    public required string? OpenFilesFault { get; init; }

    /// <summary>Names of the environment's variables.</summary>
    public required IReadOnlySet<string> Variables { get; init; }

    /// <summary>Where programs put temporary files.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>Asks for the file system that a folder is on; null: it does not say.</summary>
    public Func<string, FileSystemFacts?> FileSystemOf { get; init; } = FileSystemFacts.Of;

    /// <summary>Asks for the user that a file belongs to; null: the system does not say.</summary>
    public Func<string, uint?> OwnerOf { get; init; } = FileOwner.Of;

    /// <summary>Whether a process is on this machine.</summary>
    public Func<int, bool> HasProcess { get; init; } = id => !OperatingSystem.IsLinux() || Directory.Exists($"/proc/{id}");
}
