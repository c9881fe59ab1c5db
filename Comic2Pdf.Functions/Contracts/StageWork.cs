using System.Text.Json.Serialization;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>What an activity is to do for one attempt.</summary>
/// <param name="JobKey">The job.</param>
/// <param name="FileName">Name of its archive.</param>
/// <param name="Token">The attempt: part of all output names, so that the output of an attempt that was given up is never used.</param>
/// <param name="Languages">Languages to read.</param>
/// <param name="First">First page of the chunk, from 0.</param>
/// <param name="Count">Pages of the chunk.</param>
/// <param name="Deskew">Whether skewed pages are shown straight.</param>
/// <param name="Details">What the sender says of the book; null: nothing.</param>
/// <param name="TraceParent">The span that it belongs to; null: none.</param>
/// <param name="Folder">The folder below out/ and archive/ that its files go to; null: none.</param>
public sealed record StageWork(
    string JobKey,
    string FileName,
    string Token,
    string Languages,
    int First = 0,
    int Count = 0,
    bool Deskew = false,
    BookDetails? Details = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null,
    string? Folder = null
);
