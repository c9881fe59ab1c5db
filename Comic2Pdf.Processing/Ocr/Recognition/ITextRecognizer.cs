using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>Reads lettering. One instance serves one thread.</summary>
public interface ITextRecognizer : IDisposable
{
    /// <summary>Reads the lines on a picture.</summary>
    /// <param name="image">A page or a part of one.</param>
    /// <param name="segmentation">How lines lie on it.</param>
    /// <param name="deadline">Processor time that it may take.</param>
    /// <returns>Lines in no particular order, in pixels of <paramref name="image"/>.</returns>
    /// <exception cref="Errors.PageException"><see cref="Errors.ErrorCode.OcrTimeout"/> or <see cref="Errors.ErrorCode.OcrFailed"/>.</exception>
    IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline);

    /// <summary>Whether the languages it was made for know a word.</summary>
    bool IsWord(string word);
}
