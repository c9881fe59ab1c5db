namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>How a job of the app goes. Its activities answer accordingly; the orchestrations are the app's own.</summary>
public enum JobScript
{
    /// <summary>A book of 20 pages in two languages: the first chunk decides on one, the others come two at a time.</summary>
    Succeeds,

    /// <summary>The first attempt at PREP fails for a while only.</summary>
    RetriesPrep,

    /// <summary>PREP fails for good.</summary>
    IsRefused,

    /// <summary>The second chunk fails in both attempts at OCR.</summary>
    FailsInAChunk,

    /// <summary>The first attempt at PREP stops beating, and ends only after it was given up.</summary>
    LosesItsHeartbeat,

    /// <summary>The operator cancels while the job waits for a slot.</summary>
    IsCancelledWhileWaiting,

    /// <summary>PREP finds the disk full once.</summary>
    IsBlocked,

    /// <summary>The process that reads the second chunk is killed: the activity fails, and the attempt costs none.</summary>
    IsInterrupted,

    /// <summary>The process that makes the PDF is killed whenever it does: the free restarts are used up, and then the attempts.</summary>
    IsInterruptedForGood,

    /// <summary>The slot for reading is taken back while the first chunk is read, and given again.</summary>
    IsPaused,

    /// <summary>The operator cancels while chunks are being read.</summary>
    IsCancelledWhileRunning,
}
