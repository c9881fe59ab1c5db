using System.Globalization;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>A clock that went back.</summary>
internal sealed class ClockCheck : ICheck
{
    // Between a file server's clock and ours.
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);

    private static readonly FindingKind Skew = new(
        "clock_skew",
        Severity.Warning,
        "files of the server are from the future: the clock was set back, or that of the file server is ahead. Silence and ages are counted wrongly until the time has come",
        "`timedatectl`; turn time synchronisation on"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Skew];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var limit = patient.Machine.Now + Allowed;
        var latest = patient
            .Data.Files(DataLayout.Index)
            .Concat(patient.Data.Files("logs"))
            .Select(f => (Name: f, At: new DateTimeOffset(File.GetLastWriteTimeUtc(f), TimeSpan.Zero)))
            .Concat(patient.Jobs.Where(j => j.State is not null).Select(j => (Name: j.StatePath, At: Timestamp.Parse(j.State!.UpdatedAt))))
            .OrderByDescending(f => f.At)
            .FirstOrDefault();
        return latest.Name is null || latest.At <= limit
            ? []
            :
            [
                Skew.At(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{latest.Name} is of {Timestamp.Of(latest.At)}, and it is {Timestamp.Of(patient.Machine.Now)}"
                    )
                ),
            ];
    }
}
