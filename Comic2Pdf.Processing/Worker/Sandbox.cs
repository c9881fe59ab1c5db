using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// What a page worker gives up before it sees the first picture (Linux): sockets of every kind, other programs, and new privileges. A filter of system calls
/// does it (seccomp(2), Documentation/userspace-api/seccomp_filter.rst of the kernel); the calls fail then, the process goes on.
/// </summary>
internal static partial class Sandbox
{
    private const int SetNoNewPrivileges = 38;
    private const uint SetModeFilter = 1;

    // For all threads: the runtime has started some already.
    private const uint SynchronizeThreads = 1;

    // linux/filter.h: load a word of seccomp_data, compare, return.
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreaterOrEqual = 0x35;
    private const ushort Return = 0x06;

    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint Allow = 0x7FFF0000;
    private const uint FailWithPermissionDenied = 0x00050000 | 13;

    // Numbers with this bit are those of x32, a second way to every call.
    private const uint X32Bit = 0x40000000;

    private static Machine? Current =>
        RuntimeInformation.ProcessArchitecture switch
        {
            // AUDIT_ARCH_X86_64; seccomp; socket, execve, execveat, io_uring_setup (which can open sockets by itself), ptrace.
            Architecture.X64 => new Machine(0xC000003E, 317, [41, 59, 322, 425, 101]),
            Architecture.Arm64 => new Machine(0xC00000B7, 277, [198, 221, 281, 425, 117]),
            _ => null,
        };

    /// <summary>Enters; for the rest of the process's life.</summary>
    /// <returns>Null, or why it could not be done: the work goes on without.</returns>
    public static string? Enter()
    {
        if (!OperatingSystem.IsLinux() || Current is not { } machine)
        {
            return "there is no filter of system calls for this system";
        }

        if (Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return $"new privileges cannot be given up: error {Marshal.GetLastPInvokeError()}";
        }

        return Install(machine) == 0 ? null : $"the filter of system calls is refused: error {Marshal.GetLastPInvokeError()}";
    }

    private static unsafe nint Install(Machine machine)
    {
        var instructions = Filter(machine);
        fixed (Instruction* first = instructions)
        {
            var program = new FilterProgram { Length = (ushort)instructions.Length, Instructions = first };
            return SystemCall(machine.Seccomp, SetModeFilter, SynchronizeThreads, &program);
        }
    }

    private static Instruction[] Filter(Machine machine)
    {
        var refused = machine.Refused;
        return
        [
            new(Load, ArchitectureOffset),
            new(JumpIfEqual, machine.AuditArchitecture, ifTrue: 1),
            new(Return, FailWithPermissionDenied),
            new(Load, NumberOffset),
            new(JumpIfGreaterOrEqual, X32Bit, ifTrue: (byte)(refused.Length + 1)),
            .. refused.Select((call, i) => new Instruction(JumpIfEqual, call, ifTrue: (byte)(refused.Length - i))),
            new(Return, Allow),
            new(Return, FailWithPermissionDenied),
        ];
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint SystemCall(nint number, nuint operation, nuint flags, FilterProgram* program);

    /// <summary>Numbers of an architecture (asm/unistd.h).</summary>
    private sealed record Machine(uint AuditArchitecture, nint Seccomp, uint[] Refused);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
    {
        public Instruction(ushort code, uint value, byte ifTrue = 0)
            : this(code, ifTrue, 0, value) { }
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct FilterProgram
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
