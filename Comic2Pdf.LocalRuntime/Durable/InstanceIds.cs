namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The Functions host's rules for instance ids: 1 to 256 characters, no leading @ (which would name an entity), no / \ # ? and no control characters.</summary>
internal static class InstanceIds
{
    public const int MaxLength = 256;

    /// <exception cref="ArgumentException">The id breaks a rule.</exception>
    public static void Check(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        if (id.Length > MaxLength)
        {
            throw new ArgumentException($"An instance ID has at most {MaxLength} characters; this one has {id.Length}.", nameof(id));
        }

        if (id[0] == '@' || id.Any(static c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                "An instance ID must not begin with @ and must not contain /, \\, #, ? or control characters.",
                nameof(id)
            );
        }
    }
}
