namespace Comic2Pdf.Functions.Http;

/// <summary>What a request does, and so who may send it.</summary>
public enum Access
{
    /// <summary>It shows nothing that is private: health, versions, counters.</summary>
    Open,

    /// <summary>It shows jobs, PDFs or the configuration.</summary>
    Read,

    /// <summary>It changes something.</summary>
    Change,
}
