namespace Comic2Pdf.Functions.Jobs;

/// <summary>The two stages of a job.</summary>
public static class JobStages
{
    /// <summary>Archive to pictures.</summary>
    public const string Prep = "PREP";

    /// <summary>Pictures to text to the finished PDF.</summary>
    public const string Ocr = "OCR";
}
