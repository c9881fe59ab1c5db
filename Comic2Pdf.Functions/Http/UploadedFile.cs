namespace Comic2Pdf.Functions.Http;

/// <summary>One file of an upload, as it comes.</summary>
/// <param name="Name">Its name, as the sender says.</param>
/// <param name="Content">Its bytes, to be read once.</param>
/// <param name="Fields">What was said before it, in the query or the form.</param>
internal sealed record UploadedFile(string Name, Stream Content, IReadOnlyDictionary<string, string> Fields);
