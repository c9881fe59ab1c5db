namespace Comic2Pdf.Functions.Contracts;

/// <summary>Names that orchestrations, activities and events have in the history; they never change their meaning.</summary>
public static class Names
{
    /// <summary>The orchestration of a job.</summary>
    public const string Job = "ComicJob";

    /// <summary>The orchestration that gives out slots, and its instance id.</summary>
    public const string Admission = "Admission";

    /// <summary>The event that a job listens to.</summary>
    public const string JobSignal = "job-signal";

    /// <summary>The event that the admission listens to.</summary>
    public const string AdmissionMessage = "admission-message";

    /// <summary>PREP of one attempt.</summary>
    public const string Prep = "Prep";

    /// <summary>Takes over the files of a PREP.</summary>
    public const string PromotePrep = "PromotePrep";

    /// <summary>Reads a chunk of pages.</summary>
    public const string OcrChunk = "OcrChunk";

    /// <summary>Makes the finished PDF.</summary>
    public const string Finish = "Finish";

    /// <summary>Puts it into out/.</summary>
    public const string Publish = "Publish";

    /// <summary>Takes a status to the files.</summary>
    public const string Record = "RecordStatus";

    /// <summary>Asks whether an attempt still beats.</summary>
    public const string CheckHeartbeat = "CheckHeartbeat";

    /// <summary>Removes the work folder of a job that is done.</summary>
    public const string RemoveWork = "RemoveWork";
}
