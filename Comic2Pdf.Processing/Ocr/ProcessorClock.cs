using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>Processor time that this thread has used since the clock was made; a page is read on one thread. Only that thread may ask.</summary>
internal sealed partial class ProcessorClock
{
    // CLOCK_THREAD_CPUTIME_ID of Linux and of macOS (time.h).
    private static readonly int ClockOfThread = OperatingSystem.IsMacOS() ? 16 : 3;

    private readonly TimeSpan _start = Now;

    /// <summary>The time used.</summary>
    public TimeSpan Elapsed => Now - _start;

    /// <summary>The thread's processor time; that of the process where the system has no such clock.</summary>
    public static TimeSpan Now =>
        !OperatingSystem.IsWindows() && GetTime(ClockOfThread, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : Environment.CpuUsage.TotalTime;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
