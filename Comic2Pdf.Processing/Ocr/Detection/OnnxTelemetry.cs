using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// ONNX Runtime's Linux library carries a telemetry client since 1.31: it resolves and calls an outside host and keeps files in the home and temporary folders.
/// It looks at a variable of the environment when its first session is made, and is off when that is set.
/// </summary>
internal static partial class OnnxTelemetry
{
    /// <summary>The variable that the library looks at.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Its value.</summary>
    public const string Off = "1";

    /// <summary>
    /// Sets the variable for this process. Page workers are started with it; this is for any other program that makes a session. What .NET sets by itself is
    /// not seen by native code, except on Windows.
    /// </summary>
    public static void Disable()
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(Variable, Off);
            return;
        }

        if (SetVariable(Variable, Off, overwrite: 1) != 0)
        {
            throw new InvalidOperationException($"{Variable} cannot be set: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
