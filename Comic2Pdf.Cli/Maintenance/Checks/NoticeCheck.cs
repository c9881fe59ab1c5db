using System.Text.Json;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Notices that no receiver takes.</summary>
internal sealed class NoticeCheck : ICheck
{
    // After these pauses have grown to an hour, and a day before it is given up.
    private const int ManyAttempts = 6;

    private static readonly FindingKind Late = new(
        "notices_late",
        Severity.Warning,
        "WEBHOOK_URL or NOTIFY_COMMAND has not taken a notice for hours; it is given up after three days",
        "Look at the receiver; the log says what it answered: `grep -h notice LOGS/*.log | tail`"
    );

    private static readonly FindingKind Corrupt = new(
        "notice_corrupt",
        Severity.Warning,
        "a notice is no JSON and cannot be delivered",
        "`comic2pdf doctor --fix` removes it; GET /jobs says what it said",
        CanFix: true
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Late, Corrupt];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        foreach (var path in patient.Data.Files(DataLayout.Outbox, "*.json"))
        {
            if (Read(path) is not { } notice)
            {
                yield return Corrupt.At($"{path} is no notice", () => File.Delete(path));
            }
            else if (notice.Attempts >= ManyAttempts)
            {
                yield return Late.At($"{path} was tried {notice.Attempts} times since {notice.Body.At}")
                    .With("LOGS", patient.Data.At("logs"));
            }
        }
    }

    private static Notice? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Notice>(File.ReadAllBytes(path), Json.Options) is { Body: not null } notice ? notice : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
