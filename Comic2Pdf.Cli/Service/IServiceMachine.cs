namespace Comic2Pdf.Cli.Service;

/// <summary>What installing a service stands on.</summary>
internal interface IServiceMachine
{
    /// <summary>Whether a systemd runs here that takes services.</summary>
    bool HasSystemd { get; }

    /// <summary>Whether this process may do it.</summary>
    bool IsRoot { get; }

    /// <summary>How this program is started.</summary>
    IReadOnlyList<string> Program { get; }

    /// <summary>Whether a file is there.</summary>
    bool Exists(string path);

    /// <summary>Writes a file that root owns.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">What it says.</param>
    /// <param name="isSecret">Only root may read it.</param>
    void Write(string path, string text, bool isSecret);

    /// <summary>Removes a file.</summary>
    void Delete(string path);

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code; -1: there is no such program.</returns>
    int Run(params string[] command);
}
