namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>How HTTP functions are served.</summary>
public sealed class LocalHttpOptions
{
    /// <summary>Whether there is a listener at all. Default: yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>An IP address, "localhost", or "*" for all. Default: 127.0.0.1, so that nothing is open to the network unasked.</summary>
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one, which the host's Address then tells. Default: 0.</summary>
    public int Port { get; set; }

    /// <summary>What every route begins with. Default: nothing. (Azure's default is "api"; <see cref="HostJson"/> takes it from the file.)</summary>
    public string RoutePrefix { get; set; } = string.Empty;

    /// <summary>Keys for AuthorizationLevel.Function. Default: none, and then only an admin key opens such a function.</summary>
    public IList<string> FunctionKeys { get; } = [];

    /// <summary>Keys for AuthorizationLevel.Admin; they open functions of level Function, too.</summary>
    public IList<string> AdminKeys { get; } = [];

    /// <summary>The largest request body in bytes; null: no limit, which is the default. The application limits what it accepts.</summary>
    public long? MaxRequestBodyBytes { get; set; }
}
