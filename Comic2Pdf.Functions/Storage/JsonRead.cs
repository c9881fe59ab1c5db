namespace Comic2Pdf.Functions.Storage;

/// <summary>What the store has under the name of a JSON file. That it cannot be read at all is an exception, and says nothing about the file.</summary>
/// <param name="Value">The content; null when the file is missing or corrupt.</param>
/// <param name="IsCorrupt">There is a file, and it is not the JSON it should be.</param>
public readonly record struct JsonRead<T>(T? Value, bool IsCorrupt)
    where T : class
{
    /// <summary>There is no file.</summary>
    public bool IsMissing => Value is null && !IsCorrupt;
}
