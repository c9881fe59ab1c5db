namespace Comic2Pdf.Functions.Storage;

/// <summary>In what stores differ, apart from where their files are. Code that must know asks for the trait that it depends on, never for the kind of store.</summary>
public sealed record StoreTraits
{
    /// <summary>A call takes no time worth mentioning and costs no money: files may be looked at as often as it helps.</summary>
    public required bool HasCheapCalls { get; init; }

    /// <summary>A move is one step. Otherwise it is a copy followed by a deletion, and after a crash between the two the source is still there.</summary>
    public required bool HasAtomicMoves { get; init; }

    /// <summary>A file appears when its writer has finished it. Otherwise it is visible while it grows; see <see cref="SettledFileRule"/>.</summary>
    public required bool HasWholeFiles { get; init; }

    /// <summary>Other processes may work on the same files at the same time, perhaps with histories of their own.</summary>
    public required bool IsShared { get; init; }

    /// <summary>Blobs that triggers report are files of this store already. Otherwise their content has to be copied into it.</summary>
    public required bool HoldsTriggerBlobs { get; init; }
}
