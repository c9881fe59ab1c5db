using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Info;

/// <summary>Installs language data with the system's package manager where that may be done without asking; else says what to type.</summary>
/// <param name="machine">What it stands on.</param>
internal sealed class LanguageInstaller(IInstallMachine machine)
{
    // Of a name: deu, chi_sim, chi_sim_vert.
    private const int MaxParts = 3;
    private const int MinPart = 2;
    private const int MaxPart = 12;

    private static readonly string[] Columned = ["jpn", "chi_sim", "chi_tra", "kor"];

    /// <summary>Installs.</summary>
    /// <param name="languages">As Tesseract names them, joined by '+'.</param>
    /// <param name="output">Says what was done.</param>
    /// <param name="errors">Says what could not be done.</param>
    public int Install(string languages, TextWriter output, TextWriter errors)
    {
        var names = languages.Split('+').Distinct(StringComparer.Ordinal).ToArray();
        if (Array.Find(names, n => !IsName(n)) is { } wrong)
        {
            errors.WriteLine($"'{wrong}' is no language: Tesseract names them as eng, deu or chi_sim");
            return ExitCode.Usage;
        }

        // Columns have data of their own.
        names = [.. names.SelectMany(n => Columned.Contains(n) ? [n, n + "_vert"] : new[] { n }).Distinct(StringComparer.Ordinal)];
        string[] missing = [.. names.Except(machine.Languages(), StringComparer.Ordinal)];
        if (missing.Length == 0)
        {
            output.WriteLine($"installed already: {string.Join(' ', names)}");
            return ExitCode.Success;
        }

        var command = TesseractInstallation.InstallCommand(missing);
        if (!machine.MayInstall)
        {
            errors.WriteLine($"not installed: {string.Join(' ', missing)}. Install with: {command}");
            return ExitCode.Failure;
        }

        output.WriteLine($"installing {string.Join(' ', missing)} ...");
        var fault = machine.AptInstall(["tesseract-ocr", .. missing.Select(TesseractInstallation.PackageOf)]);
        missing = [.. missing.Except(machine.Languages(), StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            errors.WriteLine(
                $"not installed: {string.Join(' ', missing)}. {(fault.Length > 0 ? fault + ". " : fault)}Install with: {command}"
            );
            return ExitCode.Failure;
        }

        output.WriteLine($"installed: {string.Join(' ', names)}");
        return ExitCode.Success;
    }

    // What goes into a package's name, and nothing that a shell or a package manager would take for something else.
    private static bool IsName(string name) =>
        name.Split('_') is [{ Length: 3 }, ..] parts
        && parts.Length <= MaxParts
        && parts.All(p => p.Length is >= MinPart and <= MaxPart && p.All(char.IsAsciiLetterLower));
}
