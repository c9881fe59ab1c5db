namespace Comic2Pdf.Cli.Service;

/// <summary>The systemd unit, as it is in the Debian package, for a program and a data folder that are elsewhere.</summary>
internal static class ServiceUnit
{
    /// <summary>Where the package puts the program, and where the data are.</summary>
    public const string StandardData = "/var/lib/comic2pdf";

    private const string StandardProgram = "/usr/bin/comic2pdf";

    /// <summary>The unit's text.</summary>
    /// <param name="program">The program and its first arguments.</param>
    /// <param name="dataDir">DATA_DIR.</param>
    public static string Write(IReadOnlyList<string> program, string dataDir)
    {
        var text = Resource("comic2pdf.service")
            .Replace(
                $"ExecStart={StandardProgram} serve",
                $"ExecStart={string.Join(' ', program.Select(Quote))} serve",
                StringComparison.Ordinal
            );
        if (dataDir != StandardData)
        {
            text = text.Replace(
                    "StateDirectory=comic2pdf\nStateDirectoryMode=2770\n",
                    $"ReadWritePaths={Quote(dataDir)}\n",
                    StringComparison.Ordinal
                )
                .Replace($"WorkingDirectory={StandardData}", $"WorkingDirectory={Specifiers(dataDir)}", StringComparison.Ordinal)
                .Replace($"Environment=DATA_DIR={StandardData}", $"Environment={Quote($"DATA_DIR={dataDir}")}", StringComparison.Ordinal);
        }

        // A program or data in someone's home must be seen there.
        return program.Append(dataDir).Any(IsInHome) ? text.Replace("ProtectHome=yes", "ProtectHome=no", StringComparison.Ordinal) : text;
    }

    /// <summary>A file of eng/package, which is inside the program.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(ServiceUnit).Assembly.GetManifestResourceStream($"package/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static bool IsInHome(string path) =>
        path.StartsWith("/home/", StringComparison.Ordinal)
        || path.StartsWith("/root/", StringComparison.Ordinal)
        || path.StartsWith("/run/user/", StringComparison.Ordinal);

    private static string Specifiers(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    // systemd splits at blanks, and % and $ stand for something else in its files.
    private static string Quote(string text)
    {
        var plain = Specifiers(text).Replace("$", "$$", StringComparison.Ordinal);
        return !plain.Any(c => c is ' ' or '\t' or '"' or '\'' or '\\' or ';')
            ? plain
            : $"\"{plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
