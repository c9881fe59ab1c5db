using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>A file to be taken in.</summary>
/// <param name="Name">Where it is in the store; it is moved from there.</param>
/// <param name="FileName">The name that it came with.</param>
/// <param name="Nonce">Makes a new job of content that was done before, once for each nonce; null: the usual job.</param>
/// <param name="Details">What the sender says of the book; null: what its side file says, if it has one.</param>
/// <param name="Folder">The folder below in/ that it came from; null: none.</param>
public sealed record IntakeRequest(string Name, string FileName, string? Nonce = null, BookDetails? Details = null, string? Folder = null)
{
    /// <summary>A file that still has the name that it came with.</summary>
    public IntakeRequest(string name)
        : this(name, DataLayout.LastPart(name), Folder: DataLayout.FolderBelowIn(name)) { }
}
