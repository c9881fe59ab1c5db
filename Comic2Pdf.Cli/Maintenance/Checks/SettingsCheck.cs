using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Settings that are wrong, mistyped, or open the door.</summary>
internal sealed class SettingsCheck : ICheck
{
    private static readonly FindingKind Invalid = new(
        "setting_invalid",
        Severity.Error,
        "a setting has a value that is not allowed: the server does not start",
        "Correct it in the environment; docs/operations.md, Settings, has the ranges"
    );

    private static readonly FindingKind Unknown = new(
        "setting_unknown",
        Severity.Warning,
        "a variable of the environment looks like a setting and is none: it does nothing",
        "`unset NAME`, or write it as MEANT"
    );

    private static readonly FindingKind Open = new(
        "open_to_network",
        Severity.Error,
        "HTTP_BIND is an address that other machines reach and there is no API_KEY: the server does not start",
        "Set API_KEY: `export API_KEY=\"$(openssl rand -hex 24)\"`"
    );

    private static readonly FindingKind Unauthenticated = new(
        "unauthenticated",
        Severity.Note,
        "ALLOW_UNAUTHENTICATED=true: all who reach HTTP_BIND see jobs and PDFs",
        "If that is not meant: set API_KEY, `unset ALLOW_UNAUTHENTICATED`"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Invalid, Unknown, Open, Unauthenticated];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var settings = patient.Settings;
        if (patient.SettingsFault is { } fault)
        {
            yield return Invalid.At(fault);
        }

        foreach (var name in patient.Machine.Variables.Order(StringComparer.Ordinal))
        {
            if (MistypedRule.MeantBy(name, SettingsReader.Names) is { } meant)
            {
                yield return Unknown.At($"{name} is no setting").With("NAME", name).With("MEANT", meant);
            }
        }

        if (!settings.IsLoopbackBind && settings.ApiKey is null)
        {
            yield return (settings.AllowUnauthenticated ? Unauthenticated : Open).At($"HTTP_BIND is {settings.HttpBind}");
        }
    }
}
