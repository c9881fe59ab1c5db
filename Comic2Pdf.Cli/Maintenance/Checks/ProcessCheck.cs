using System.Net;
using System.Net.Sockets;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>What a process needs of the system to start.</summary>
internal sealed class ProcessCheck : ICheck
{
    private static readonly FindingKind TooFewFiles = new(
        "open_files",
        Severity.Error,
        "a process may open too few files",
        "`ulimit -n 1024`, or LimitNOFILE=1024 in the service's unit"
    );

    private static readonly FindingKind PortTaken = new(
        "port_taken",
        Severity.Error,
        "another program listens on HTTP_PORT: the server does not start",
        "`ss -ltnp sport = :PORT` names it; end it, or set HTTP_PORT"
    );

    private static readonly FindingKind TemporaryFolder = new(
        "temp_not_writable",
        Severity.Error,
        "the folder for temporary files cannot be written to: pages are not decoded",
        "`export TMPDIR=...` to one that can, or make room in FOLDER"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [TooFewFiles, PortTaken, TemporaryFolder];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        if (patient.Machine.OpenFilesFault is { } limit)
        {
            yield return TooFewFiles.At(limit);
        }

        var settings = patient.Settings;
        if (!patient.IsInUse && settings.HttpPort != 0 && IsTaken(settings.HttpBind, settings.HttpPort))
        {
            yield return PortTaken
                .At($"port {settings.HttpPort} of {settings.HttpBind} is taken")
                .With("PORT", settings.HttpPort.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (!FolderProbe.CanWrite(patient.Machine.TemporaryFolder))
        {
            yield return TemporaryFolder
                .At($"{patient.Machine.TemporaryFolder} cannot be written to by {Environment.UserName}")
                .With("FOLDER", patient.Machine.TemporaryFolder);
        }
    }

    private static bool IsTaken(string bind, int port)
    {
        var address = bind switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.Parse(bind),
        };
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
