using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Tesseract;

/// <summary>
/// One warm Tesseract engine. It is given pixels that were decoded here, never a file. Runs on one thread; OMP_THREAD_LIMIT=1 must be in
/// the process's environment before the library loads, as parallelism is over pages.
/// </summary>
public sealed class TesseractRecognizer : ITextRecognizer
{
    // A fixed value: resolution tags in files are often wrong and must not change what is read.
    private const int AssumedDpi = 300;

    private readonly nint _api;
    private readonly bool _hasPieces;

    /// <summary>Loads the engine.</summary>
    /// <param name="languages">"fra+eng".</param>
    /// <exception cref="OcrException">Engine or language data missing.</exception>
    public TesseractRecognizer(string languages)
    {
        var installation = TesseractInstallation.Find();
        installation.Require(languages);
        _api = TesseractNative.Create();
        if (TesseractNative.Init(_api, installation.DataPath, languages, TesseractNative.LstmOnly) != 0)
        {
            TesseractNative.Delete(_api);
            throw new OcrException(
                ErrorCode.OcrEngineMissing,
                $"Tesseract {installation.Version} cannot start with {languages} from {installation.DataPath}"
            );
        }

        // A second pass over every line for white on black: balloons need it seldom, it costs much.
        TesseractNative.SetVariable(_api, "tessedit_do_invert", "0");
        TesseractNative.SetVariable(_api, "debug_file", "/dev/null");

        // Else the text of a line has a blank between all words, and Korean columns' data, unlike that of lines, does not say so itself.
        _hasPieces = CjkScript.Writes(languages);
        TesseractNative.SetVariable(_api, "preserve_interword_spaces", _hasPieces ? "1" : "0");
    }

    /// <summary>Engines for whatever is installed; each is loaded when it is first asked for, which fails where Tesseract is missing.</summary>
    public static IRecognizers CreateSet()
    {
        // Looking for it loads the library, which a reader of lines alone does without.
        var installed = new Lazy<IReadOnlyList<string>>(() =>
            TesseractInstallation.FindAny(out _) is { IsNewEnough: true } found ? found.Languages : []
        );
        return new RecognizerSet(languages => new TesseractRecognizer(languages), l => installed.Value.Contains(l, StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public unsafe IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline)
    {
        if (image.Pixels.Length < (long)image.Width * image.Height)
        {
            throw new ArgumentException("fewer pixels than width x height", nameof(image));
        }

        var monitor = TesseractNative.MonitorCreate();
        try
        {
            TesseractNative.SetPageSegMode(_api, (int)segmentation);
            fixed (byte* pixels = image.Pixels)
            {
                TesseractNative.SetImage(_api, pixels, image.Width, image.Height, 1, image.Width);
            }

            TesseractNative.SetSourceResolution(_api, AssumedDpi);
            var end = (ProcessorClock.Now + deadline).Ticks;
            TesseractNative.MonitorSetCancel(monitor, &IsPast);
            TesseractNative.MonitorSetCancelArgument(monitor, &end);
            if (TesseractNative.Recognize(_api, monitor) != 0 || IsPast(end))
            {
                throw IsPast(end)
                    ? new PageException(
                        ErrorCode.OcrTimeout,
                        $"the lettering was not read within {deadline.TotalSeconds:0.0} s of processor time",
                        isTransient: true
                    )
                    : new PageException(ErrorCode.OcrFailed, "Tesseract failed on the page");
            }

            return Collect();
        }
        finally
        {
            TesseractNative.MonitorDelete(monitor);
            TesseractNative.Clear(_api);
        }
    }

    /// <inheritdoc/>
    public bool IsWord(string word) => TesseractNative.IsValidWord(_api, word) != 0;

    /// <inheritdoc/>
    public void Dispose() => TesseractNative.Delete(_api);

    private static bool IsPast(long end) => ProcessorClock.Now.Ticks >= end;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe byte IsPast(void* end, int words) => IsPast(*(long*)end) ? (byte)1 : (byte)0;

    private List<TextLine> Collect()
    {
        var lines = new List<TextLine>();
        var iterator = TesseractNative.GetIterator(_api);
        if (iterator == 0)
        {
            return lines;
        }

        try
        {
            var words = new List<TextWord>();
            Baseline baseline = default;
            var text = string.Empty;
            do
            {
                if (TesseractNative.IteratorIsAtBeginningOf(iterator, TesseractNative.LevelTextLine) != 0)
                {
                    Close(lines, words, text, baseline);
                    words = [];
                    text = _hasPieces ? ReadText(iterator, TesseractNative.LevelTextLine) : string.Empty;
                    _ = TesseractNative.IteratorBaseline(
                        iterator,
                        TesseractNative.LevelTextLine,
                        out var x1,
                        out var y1,
                        out var x2,
                        out var y2
                    );
                    baseline = new Baseline(x1, y1, x2, y2);
                }

                if (ReadWord(iterator) is { } word)
                {
                    words.Add(word);
                }
            } while (TesseractNative.IteratorNext(iterator, TesseractNative.LevelWord) != 0);
            Close(lines, words, text, baseline);
        }
        finally
        {
            TesseractNative.IteratorDelete(iterator);
        }

        return lines;
    }

    private void Close(List<TextLine> lines, List<TextWord> words, string text, Baseline baseline)
    {
        if (words.Count > 0)
        {
            lines.Add(TextLine.Around(baseline, _hasPieces ? WordPieces.Join(words, text) : words));
        }
    }

    private static TextWord? ReadWord(nint iterator)
    {
        if (TesseractNative.IteratorBox(iterator, TesseractNative.LevelWord, out var left, out var top, out var right, out var bottom) == 0)
        {
            return null;
        }

        var text = ReadText(iterator, TesseractNative.LevelWord);
        return text.Length == 0 || right <= left || bottom <= top
            ? null
            : new TextWord(
                text,
                new Box(left, top, right - left, bottom - top),
                TesseractNative.IteratorConfidence(iterator, TesseractNative.LevelWord)
            )
            {
                Language = Marshal.PtrToStringUTF8(TesseractNative.IteratorLanguage(iterator)),
            };
    }

    private static string ReadText(nint iterator, int level)
    {
        var native = TesseractNative.IteratorText(iterator, level);
        if (native == 0)
        {
            return string.Empty;
        }

        var text = Composition.Compose(Marshal.PtrToStringUTF8(native) ?? string.Empty).Trim();
        TesseractNative.DeleteText(native);
        return text;
    }
}
