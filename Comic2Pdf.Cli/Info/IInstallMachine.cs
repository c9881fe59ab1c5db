namespace Comic2Pdf.Cli.Info;

/// <summary>What installing stands on.</summary>
internal interface IInstallMachine
{
    /// <summary>Whether there is apt-get, and the rights to use it are there without a password; never with COMIC2PDF_NO_INSTALL.</summary>
    bool MayInstall { get; }

    /// <summary>Languages that are installed now.</summary>
    IReadOnlyList<string> Languages();

    /// <summary>Installs packages.</summary>
    /// <returns>The last thing that apt-get said when it failed; else empty.</returns>
    string AptInstall(IReadOnlyList<string> packages);
}
