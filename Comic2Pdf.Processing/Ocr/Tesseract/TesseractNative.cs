using System.Reflection;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Ocr.Tesseract;

/// <summary>The part of Tesseract's C API (tesseract/capi.h, version 5) that is used here, and nothing on top.</summary>
internal static partial class TesseractNative
{
    public const int LstmOnly = 1;
    public const int LevelTextLine = 2;
    public const int LevelWord = 3;

    private const string Library = "tesseract";

    // Tried in turn: what Debian and Ubuntu, macOS and Windows call it.
    private static readonly string[] Names =
    [
        "libtesseract.so.5",
        "libtesseract.5.dylib",
        "/opt/homebrew/lib/libtesseract.5.dylib",
        "tesseract53",
        "tesseract55",
        "libtesseract-5",
    ];

    static TesseractNative() => NativeLibrary.SetDllImportResolver(typeof(TesseractNative).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "TessVersion")]
    public static partial nint Version();

    [LibraryImport(Library, EntryPoint = "TessBaseAPICreate")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "TessBaseAPIDelete")]
    public static partial void Delete(nint api);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIInit2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(nint api, string? dataPath, string language, int engineMode);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetDatapath")]
    public static partial nint DataPath(nint api);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVariable(nint api, string name, string value);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetPageSegMode")]
    public static partial void SetPageSegMode(nint api, int mode);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetImage")]
    public static unsafe partial void SetImage(nint api, byte* pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetSourceResolution")]
    public static partial void SetSourceResolution(nint api, int dpi);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIRecognize")]
    public static partial int Recognize(nint api, nint monitor);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIClear")]
    public static partial void Clear(nint api);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetIterator")]
    public static partial nint GetIterator(nint api);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorDelete")]
    public static partial void IteratorDelete(nint iterator);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorNext")]
    public static partial int IteratorNext(nint iterator, int level);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorGetUTF8Text")]
    public static partial nint IteratorText(nint iterator, int level);

    /// <summary>A text of the engine's own: not to be freed.</summary>
    [LibraryImport(Library, EntryPoint = "TessResultIteratorWordRecognitionLanguage")]
    public static partial nint IteratorLanguage(nint iterator);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIIsValidWord", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int IsValidWord(nint api, string word);

    [LibraryImport(Library, EntryPoint = "TessDeleteText")]
    public static partial void DeleteText(nint text);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorConfidence")]
    public static partial float IteratorConfidence(nint iterator, int level);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorIsAtBeginningOf")]
    public static partial int IteratorIsAtBeginningOf(nint iterator, int level);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorBoundingBox")]
    public static partial int IteratorBox(nint iterator, int level, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorBaseline")]
    public static partial int IteratorBaseline(nint iterator, int level, out int x1, out int y1, out int x2, out int y2);

    [LibraryImport(Library, EntryPoint = "TessMonitorCreate")]
    public static partial nint MonitorCreate();

    [LibraryImport(Library, EntryPoint = "TessMonitorDelete")]
    public static partial void MonitorDelete(nint monitor);

    /// <summary>The function is asked at each word whether to stop.</summary>
    [LibraryImport(Library, EntryPoint = "TessMonitorSetCancelFunc")]
    public static unsafe partial void MonitorSetCancel(nint monitor, delegate* unmanaged[Cdecl]<void*, int, byte> function);

    /// <summary>What the function is called with.</summary>
    [LibraryImport(Library, EntryPoint = "TessMonitorSetCancelThis")]
    public static unsafe partial void MonitorSetCancelArgument(nint monitor, void* argument);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == Library)
        {
            foreach (var candidate in Names)
            {
                if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                {
                    return handle;
                }
            }
        }

        return 0;
    }
}
