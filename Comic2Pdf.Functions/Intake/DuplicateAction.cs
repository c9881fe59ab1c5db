namespace Comic2Pdf.Functions.Intake;

/// <summary>What can be done with a duplicate.</summary>
public static class DuplicateAction
{
    /// <summary>The existing PDF once more, under the new name.</summary>
    public const string UseExisting = "USE_EXISTING_RESULT";

    /// <summary>The file is thrown away.</summary>
    public const string Discard = "DISCARD";

    /// <summary>A new job is made of it, once.</summary>
    public const string Force = "FORCE_REPROCESS";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [UseExisting, Discard, Force];
}
