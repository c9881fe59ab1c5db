namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Where the detector's model is on this machine. The launcher fetches it; without it everything works, with fewer words found.</summary>
public static class DetectorModel
{
    /// <summary>Names the folder of models; the empty string: do not use any.</summary>
    public const string Variable = "COMIC2PDF_MODELS";

    /// <summary>The model of PP-OCRv4 (mobile, text detection) as ONNX.</summary>
    public const string FileName = "ch_PP-OCRv4_det_infer.onnx";

    /// <summary>
    /// Behind the model's name: the same network folded by tools/Comic2Pdf.FoldModel, which computes the same faster. Where it is not there the model itself is used.
    /// </summary>
    public const string FoldedEnding = ".folded";

    /// <summary>
    /// The file, or null: in the folder that <see cref="Variable"/> names, else in "models" next to the program or beside its folder, else
    /// in the user's data folder.
    /// </summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } named)
        {
            return Existing(named);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, "models"),
            Path.Combine(AppContext.BaseDirectory, "..", "models"),
            Path.Combine(data, "comic2pdf", "models"),
        ];
        return folders.Select(Existing).FirstOrDefault(f => f is not null);
    }

    /// <summary>The best detector that this machine allows.</summary>
    public static ITextDetector CreateDetector() =>
        Find() is { } model ? new LearnedTextDetector(NetworkOf(model)) : new ClassicalTextDetector();

    /// <summary>The file to load for a model.</summary>
    public static string NetworkOf(string model) => File.Exists(model + FoldedEnding) ? model + FoldedEnding : model;

    private static string? Existing(string folder)
    {
        var file = folder.Length == 0 ? string.Empty : Path.GetFullPath(Path.Combine(folder, FileName));
        return File.Exists(file) ? file : null;
    }
}
