namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>Numbers are on disk.</summary>
internal enum BlobState
{
    Failed = 0,
    Done = 1,
    Poisoned = 2,
}
