using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Work folders, claims and archives that do not belong together.</summary>
internal sealed class WorkCheck : ICheck
{
    private static readonly FindingKind WithoutJob = new(
        "work_without_job",
        Severity.Warning,
        "a work folder has neither a job in the history nor a claim: it is not needed",
        "`comic2pdf doctor --fix` removes it, when no archive is in it",
        CanFix: true
    );

    private static readonly FindingKind ClaimWithoutJob = new(
        "claim_without_job",
        Severity.Warning,
        "an archive was claimed and its job never started: a server was killed between the two, or the history was removed",
        "Start the server: `comic2pdf serve` starts the job, or ends the claim"
    );

    private static readonly FindingKind ClaimCorrupt = new(
        "claim_corrupt",
        Severity.Warning,
        "a claim is no JSON: a server was killed while it wrote it. It is void; the archive goes back to in/, or its job goes on",
        "`comic2pdf doctor --fix` removes it; start the server",
        CanFix: true
    );

    private static readonly FindingKind ArchiveWithoutClaim = new(
        "archive_without_claim",
        Severity.Warning,
        "an archive in hold/jobs/ has no claim: work/ was emptied. Nothing is lost",
        "Start the server: `comic2pdf serve` puts it back into in/, or ends its job"
    );

    private static readonly FindingKind OldPlace = new(
        "archive_in_work",
        Severity.Note,
        "an archive is in work/, where versions before hold/jobs/ had it",
        "Do not remove work/; start the server: `comic2pdf serve` goes on with it"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [WithoutJob, ClaimWithoutJob, ClaimCorrupt, ArchiveWithoutClaim, OldPlace];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient) =>
        [
            .. patient
                .Data.Folders(DataLayout.Work)
                .Where(f => JobKey.IsValid(Path.GetFileName(f)))
                .Select(f => OfFolder(f, Path.GetFileName(f), patient))
                .OfType<Finding>(),
            .. patient
                .Data.Folders(DataLayout.Inputs)
                .Where(f => Directory.EnumerateFiles(f).Any() && !File.Exists(patient.Data.At(DataLayout.ClaimOf(Path.GetFileName(f)))))
                .Select(f => ArchiveWithoutClaim.At($"{f} has an archive")),
        ];

    private static Finding? OfFolder(string folder, string key, Examination patient)
    {
        var claim = patient.Data.At(DataLayout.ClaimOf(key));
        var isKnown = patient.History.Jobs?.ContainsKey(key) ?? true;
        if (patient.Data.Files(DataLayout.OldInputsOf(key)).Length > 0)
        {
            return OldPlace.At($"{folder}/input has an archive");
        }

        if (!File.Exists(claim))
        {
            // Where a server runs, one may just be coming or going.
            return isKnown || patient.IsInUse
                ? null
                : WithoutJob.At($"{folder} has no job", () => Directory.Delete(folder, recursive: true));
        }

        return !IsClaim(claim) ? ClaimCorrupt.At($"{claim} is no claim", patient.IsInUse ? null : () => File.Delete(claim))
            : !isKnown && !patient.IsInUse ? ClaimWithoutJob.At($"{claim} has no job")
            : null;
    }

    private static bool IsClaim(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Claim>(File.ReadAllBytes(path), Json.Options) is { FileName: not null };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
