namespace Comic2Pdf.Samples.Art;

/// <summary>What a face shows.</summary>
internal enum Mood
{
    /// <summary>Nothing in particular.</summary>
    Calm,

    /// <summary>Joy.</summary>
    Happy,

    /// <summary>Grief.</summary>
    Sad,

    /// <summary>Fear or surprise.</summary>
    Scared,
}
