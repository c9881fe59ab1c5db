using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Worker;

/// <summary>A process that enters the sandbox and says what it can still do.</summary>
internal static class SandboxProbe
{
    public const string Verb = "sandbox-probe";

    public static int Run()
    {
        using var entered = new ManualResetEventSlim();
        var lines = new string[2];
        var old = new Thread(() =>
        {
            entered.Wait();
            lines[0] = Try(AddressFamily.InterNetwork);
            lines[1] = Try(AddressFamily.Unix);
        });
        old.Start();
        var reason = Sandbox.Enter();
        entered.Set();
        old.Join();
        if (reason is not null)
        {
            Console.WriteLine($"refused: {reason}");
            return 0;
        }

        Console.WriteLine($"new thread InterNetwork {Try(AddressFamily.InterNetwork)}\nold thread InterNetwork {lines[0]}");
        Console.WriteLine($"new thread Unix {Try(AddressFamily.Unix)}\nold thread Unix {lines[1]}");
        try
        {
            using var program = Process.Start("true");
            Console.WriteLine("program started");
        }
        catch (Win32Exception)
        {
            Console.WriteLine("program refused");
        }

        return 0;
    }

    private static string Try(AddressFamily family)
    {
        try
        {
            using var socket = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
            return "made";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }
    }
}
