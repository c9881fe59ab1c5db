namespace Comic2Pdf.Functions.Settings;

/// <summary>What becomes of subfolders of in/ in out/ and archive/.</summary>
public enum OutLayout
{
    /// <summary>They are kept.</summary>
    Tree,

    /// <summary>All files stand side by side.</summary>
    Flat,
}
