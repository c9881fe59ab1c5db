namespace Comic2Pdf.Processing.Ocr;

/// <summary>What is done beyond reading each block once. All of it in the program; the benchmark leaves steps out to say what each one costs and brings.</summary>
[Flags]
internal enum ReadingSteps
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Blocks that read badly are read again line by line.</summary>
    LineByLine = 1,

    /// <summary>Capitals of another language than the page's are read again in the page's.</summary>
    Capitals = 2,

    /// <summary>The second reader is asked for unsure lines.</summary>
    SecondOpinion = 4,

    /// <summary>All.</summary>
    All = LineByLine | Capitals | SecondOpinion,
}
