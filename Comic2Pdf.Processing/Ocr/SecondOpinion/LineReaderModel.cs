using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Where the second reader's model is on this machine: beside the detector's, with which the launcher fetches it. Without it the first reader's word stands.</summary>
public static class LineReaderModel
{
    /// <summary>The model of PP-OCRv4 (mobile, text recognition) as ONNX.</summary>
    public const string FileName = "ch_PP-OCRv4_rec_infer.onnx";

    /// <summary>Its alphabet, one letter a line.</summary>
    public const string AlphabetName = "ppocr_keys_v1.txt";

    /// <summary>The model, or null when it or its alphabet is not there.</summary>
    public static string? Find() => DetectorModel.Find() is { } detector ? In(Path.GetDirectoryName(detector)!) : null;

    /// <summary>The model of a folder, or null when it or its alphabet is not there.</summary>
    public static string? In(string folder)
    {
        var model = Path.Combine(folder, FileName);
        return File.Exists(model) && File.Exists(Path.Combine(folder, AlphabetName)) ? model : null;
    }

    /// <summary>The project's own reader, and beside it that of the model where it is there.</summary>
    public static ILineReader CreateReader() => new PairedLineReader(CreateComicReader(), Find() is { } model ? Load(model) : null);

    /// <summary>The project's own reader: its model is in this assembly.</summary>
    public static ComicLineReader CreateComicReader() => new(ComicModel.Load);

    /// <summary>The reader of a model, beside which its alphabet is.</summary>
    public static LearnedLineReader Load(string model) =>
        new(model, File.ReadAllLines(Path.Combine(Path.GetDirectoryName(model)!, AlphabetName)));
}
