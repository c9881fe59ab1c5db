namespace Comic2Pdf.Processing.Sidecars;

/// <summary>A book whose text is to be written.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Series">The series that it belongs to, or null.</param>
/// <param name="Pages">All pages, in their order.</param>
public sealed record SidecarBook(string Title, string? Series, IReadOnlyList<SidecarPage> Pages);
