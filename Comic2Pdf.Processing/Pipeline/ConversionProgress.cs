namespace Comic2Pdf.Processing.Pipeline;

/// <summary>The stages of a conversion, in order.</summary>
public enum ConversionStage
{
    /// <summary>Taking pages out of the archive.</summary>
    Prepare,

    /// <summary>Reading pages.</summary>
    Read,

    /// <summary>Writing text and structure, checking.</summary>
    Finish,
}

/// <summary>How far a conversion is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Pages done in this stage.</param>
/// <param name="Total">Pages of this stage; null while it is not known.</param>
public readonly record struct ConversionProgress(ConversionStage Stage, int Done, int? Total);
