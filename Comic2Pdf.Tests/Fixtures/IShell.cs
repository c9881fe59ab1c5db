namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A shell that commands of documents are typed into, one after the other.</summary>
internal interface IShell : IAsyncDisposable
{
    /// <summary>The words after a fence of a document that mean: for this shell.</summary>
    IReadOnlyList<string> Fences { get; }

    /// <summary>Types a command, and waits for its end. `comic2pdf` is the program that was built.</summary>
    Task<ProgramResult> TypeAsync(string command);
}
