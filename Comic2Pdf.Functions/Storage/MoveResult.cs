namespace Comic2Pdf.Functions.Storage;

/// <summary>How a move went.</summary>
public enum MoveResult
{
    /// <summary>The file has its new name.</summary>
    Moved,

    /// <summary>There was nothing to move: another process moved it, or it was deleted.</summary>
    SourceMissing,

    /// <summary>The new name is taken, and was not to be overwritten.</summary>
    TargetExists,
}
