using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>The history's file.</summary>
internal sealed class HistoryCheck : ICheck
{
    private static readonly FindingKind Damaged = new(
        "history_damaged",
        Severity.Error,
        "the history is damaged: the server does not start. Without it jobs that were not done begin anew; PDFs and archives stay",
        "`mkdir -p DATA/damaged && mv DATA/runtime/history.db* DATA/damaged/`, and start again; check the disk"
    );

    private static readonly FindingKind TooOld = new(
        "history_old",
        Severity.Error,
        "a version before the first release wrote the history, and this one cannot go on with it. Jobs that were not done begin anew",
        "`mkdir -p DATA/old && mv DATA/runtime/history.db* DATA/old/`, and start again"
    );

    private static readonly FindingKind TooNew = new(
        "history_new",
        Severity.Error,
        "a later version of the program wrote the history: this one does not start with it",
        "Use that version, or a later one: `comic2pdf --version` says what this one is"
    );

    private static readonly FindingKind Unreadable = new(
        "history_unreadable",
        Severity.Warning,
        "the history cannot be read by the user who runs this, so jobs are not compared with it",
        "Run the command as the user of the server"
    );

    private static readonly FindingKind Missing = new(
        "history_missing",
        Severity.Warning,
        "there are jobs and no history: somebody removed it. Jobs that were not done begin anew; PDFs and archives stay",
        "Bring it back from a backup before the next start, or start without it: `comic2pdf serve`"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Damaged, TooOld, TooNew, Unreadable, Missing];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var history = patient.History;
        var kind = history.Condition switch
        {
            HistoryCondition.Damaged => Damaged,
            HistoryCondition.TooOld => TooOld,
            HistoryCondition.TooNew => TooNew,
            HistoryCondition.Unreadable => Unreadable,
            HistoryCondition.Missing when patient.Data.Folders(DataLayout.Work).Length > 0 => Missing,
            _ => null,
        };
        return kind is null ? [] : [kind.At($"{history.Path}: {history.Detail}").With("DATA", patient.Data.Root)];
    }
}
