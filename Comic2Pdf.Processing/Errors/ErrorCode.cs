namespace Comic2Pdf.Processing.Errors;

/// <summary>
/// The stable codes of everything that can go wrong. They are part of the contract: they stand in JSON output, in state.json and in
/// docs/errors.md, where each says what the operator does about it. A code is never renamed and never reused.
/// </summary>
public static class ErrorCode
{
    /// <summary>The input does not exist or may not be read.</summary>
    public const string InputNotReadable = "input_not_readable";

    /// <summary>The content is none of ZIP, RAR4, RAR5, 7z, tar.</summary>
    public const string NotAnArchive = "not_an_archive";

    /// <summary>The archive, or an entry that is a page, needs a password.</summary>
    public const string ArchiveEncrypted = "archive_encrypted";

    /// <summary>The file is one volume of several.</summary>
    public const string ArchiveMultiVolume = "archive_multi_volume";

    /// <summary>The archive ends before its content does.</summary>
    public const string ArchiveTruncated = "archive_truncated";

    /// <summary>The archive contradicts itself: a wrong checksum, a wrong size, a broken header.</summary>
    public const string ArchiveDamaged = "archive_damaged";

    /// <summary>A compression method or variant that no reader here knows.</summary>
    public const string ArchiveUnsupported = "archive_unsupported";

    /// <summary>Too many entries, too many expanded bytes, or too high a ratio.</summary>
    public const string ArchiveOverLimit = "archive_over_limit";

    /// <summary>Nothing in the archive is an image that can be shown.</summary>
    public const string NoImages = "no_images";

    /// <summary>A page has more pixels than allowed.</summary>
    public const string PageTooLarge = "page_too_large";

    /// <summary>A page's image data ends early or fails its checksum; the page is kept as far as it goes. A warning.</summary>
    public const string PageDamaged = "page_damaged";

    /// <summary>An entry named like an image is none that can be shown; a page that says so stands in its place. A warning.</summary>
    public const string PageUnreadable = "page_unreadable";

    /// <summary>Only the first picture of an animation is shown. A warning.</summary>
    public const string PageAnimated = "page_animated";

    /// <summary>An archive or a document inside the archive, or the rest of it, could not be opened; a page that says so stands in its place. A warning.</summary>
    public const string ChapterUnreadable = "chapter_unreadable";

    /// <summary>The archive is not as its format demands, but was read as its usual readers do. A warning.</summary>
    public const string ArchiveIrregular = "archive_irregular";

    /// <summary>A page that ComicInfo.xml calls deleted was left out. A warning.</summary>
    public const string PageDeleted = "page_deleted";

    /// <summary>ComicInfo.xml could not be read to its end; what was read is used. A warning.</summary>
    public const string MetadataDamaged = "metadata_damaged";

    /// <summary>The native OCR engine is missing, too old or cannot start.</summary>
    public const string OcrEngineMissing = "ocr_engine_missing";

    /// <summary>Language data that was asked for is not installed.</summary>
    public const string OcrLanguageMissing = "ocr_language_missing";

    /// <summary>A page could not be read; it stays an image. A warning.</summary>
    public const string OcrFailed = "ocr_failed";

    /// <summary>A page was not read within its deadline; it stays an image. A warning.</summary>
    public const string OcrTimeout = "ocr_timeout";

    /// <summary>The helper process ended, or did not answer, while it worked on a page.</summary>
    public const string WorkerCrashed = "worker_crashed";

    /// <summary>The finished PDF failed its check.</summary>
    public const string PdfInvalid = "pdf_invalid";

    /// <summary>The disk is full or the output cannot be written.</summary>
    public const string OutputNotWritable = "output_not_writable";

    /// <summary>Another file has the PDF's name, and was not to be replaced.</summary>
    public const string OutputExists = "output_exists";

    /// <summary>Files that a job needs are gone from its work folder, or are not what they were.</summary>
    public const string WorkMissing = "work_missing";

    /// <summary>Stopped by the user.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A fault of this program.</summary>
    public const string Internal = "internal_error";
}
