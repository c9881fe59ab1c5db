namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>What a line says.</summary>
/// <param name="Words">From its start to its end.</param>
public sealed record LineReading(IReadOnlyList<LineReading.Word> Words)
{
    /// <summary>How sure the reader is of a letter, in the mean; 0 to 100.</summary>
    public double Confidence => Words.Count == 0 ? 0 : Words.Sum(w => w.Confidence * w.Text.Length) / Words.Sum(w => w.Text.Length);

    /// <summary>One word of a line.</summary>
    /// <param name="Text">Its characters.</param>
    /// <param name="Start">Where it begins, as a share of the line's length.</param>
    /// <param name="End">Where it ends, as a share of the line's length.</param>
    /// <param name="Confidence">0 to 100.</param>
    public sealed record Word(string Text, double Start, double End, double Confidence);
}
