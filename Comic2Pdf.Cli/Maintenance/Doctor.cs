using Comic2Pdf.Cli.Maintenance.Checks;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Examines a machine and a data folder, with and without a running server, and changes nothing.</summary>
internal static class Doctor
{
    private static readonly ICheck[] OfTheMachine = [new EngineCheck(), new ModelCheck(), new SettingsCheck(), new ProcessCheck()];

    private static readonly ICheck[] OfTheFolder =
    [
        new FolderCheck(),
        new FileSystemCheck(),
        new OwnerCheck(),
        new RunCheck(),
        new ClockCheck(),
        new IndexCheck(),
        new InCheck(),
        new RefusedCheck(),
        new TemporaryCheck(),
        new DuplicateCheck(),
        new NoticeCheck(),
        new HistoryCheck(),
        new StateFileCheck(),
        new ProgressCheck(),
        new ResultCheck(),
        new WorkCheck(),
    ];

    /// <summary>All kinds of things that can be found, in the order of the checks.</summary>
    public static IReadOnlyList<FindingKind> Kinds { get; } = [.. OfTheMachine.Concat(OfTheFolder).SelectMany(c => c.Kinds)];

    /// <summary>All that was found, the most serious first.</summary>
    public static IReadOnlyList<Finding> Examine(Examination patient) =>
        [
            .. (patient.HasFolder ? OfTheMachine.Concat(OfTheFolder) : OfTheMachine)
                .SelectMany(c => Try(c, patient))
                .OrderByDescending(f => f.Severity)
                .ThenBy(f => f.Code, StringComparer.Ordinal),
        ];

    /// <summary>All kinds as the table of docs/operations.md.</summary>
    public static string Table() =>
        string.Join(
            '\n',
            [
                "| finding | | it means | what to do | `--fix` |",
                "|---|---|---|---|---|",
                .. Kinds
                    .OrderBy(k => k.Code, StringComparer.Ordinal)
                    .Select(k =>
                        $"| `{k.Code}` | {k.Severity.ToString().ToLowerInvariant()} | {k.Meaning} | {k.Remedy.Replace("|", "\\|", StringComparison.Ordinal)} | {(k.CanFix ? "yes" : "")} |"
                    ),
            ]
        );

    // A file or folder that goes while it is looked at, or may not be looked at, hides nothing that others find. That it may not be is a finding of its own.
    private static List<Finding> Try(ICheck check, Examination patient)
    {
        var found = new List<Finding>();
        try
        {
            found.AddRange(check.Find(patient));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add(FolderCheck.Unreadable.At(e.Message).With("DATA", patient.Data.Root));
        }

        return found;
    }
}
