namespace Comic2Pdf.Cli.Service;

/// <summary>Makes `serve` a service of systemd, and undoes it. What is there already is kept.</summary>
internal sealed class ServiceInstaller(IServiceMachine machine, TextWriter output, TextWriter errors)
{
    private const string Name = "comic2pdf";
    private const string UnitPath = $"/etc/systemd/system/{Name}.service";
    private const string PackagedUnit = $"/usr/lib/systemd/system/{Name}.service";
    private const string SettingsPath = $"/etc/{Name}.env";

    /// <summary>Prints the unit and changes nothing.</summary>
    public int Print(string dataDir)
    {
        output.Write(ServiceUnit.Write(machine.Program, dataDir));
        return ExitCode.Success;
    }

    /// <summary>Makes user, folder, settings and unit, and starts it.</summary>
    public int Install(string dataDir)
    {
        if (!MayGoOn())
        {
            return ExitCode.Failure;
        }

        if (machine.Exists(PackagedUnit))
        {
            errors.WriteLine($"The package has brought the service already ({PackagedUnit}). Start it with: systemctl enable --now {Name}");
            return ExitCode.Failure;
        }

        if (
            machine.Run("getent", "passwd", Name) != 0
            && !Done("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", dataDir, "--shell", "/usr/sbin/nologin", Name)
        )
        {
            return ExitCode.Failure;
        }

        if (dataDir != ServiceUnit.StandardData && !Done("install", "-d", "-m", "2770", "-o", Name, "-g", Name, dataDir))
        {
            return ExitCode.Failure;
        }

        if (!machine.Exists(SettingsPath))
        {
            machine.Write(SettingsPath, ServiceUnit.Resource($"{Name}.env"), isSecret: true);
        }

        machine.Write(UnitPath, ServiceUnit.Write(machine.Program, dataDir), isSecret: false);
        if (!Done("systemctl", "daemon-reload") || !Done("systemctl", "enable", "--now", Name))
        {
            errors.WriteLine($"It is installed and did not start. Look at: journalctl -u {Name} -n 50");
            return ExitCode.Failure;
        }

        output.WriteLine(
            $"The service {Name} runs: drop comics into {dataDir}/in, see http://127.0.0.1:18083/. Settings: {SettingsPath}. Log: journalctl -u {Name}"
        );
        return ExitCode.Success;
    }

    /// <summary>Stops it and takes the unit away. Data, settings and user stay.</summary>
    public int Uninstall()
    {
        if (!MayGoOn())
        {
            return ExitCode.Failure;
        }

        if (!machine.Exists(UnitPath))
        {
            errors.WriteLine(
                machine.Exists(PackagedUnit)
                    ? $"The service is the package's: systemctl disable --now {Name}, or remove the package."
                    : $"There is no {UnitPath}."
            );
            return ExitCode.Failure;
        }

        if (!Done("systemctl", "disable", "--now", Name))
        {
            return ExitCode.Failure;
        }

        machine.Delete(UnitPath);
        _ = Done("systemctl", "daemon-reload");
        output.WriteLine($"The service {Name} is gone. Its data, {SettingsPath} and the user {Name} are left.");
        return ExitCode.Success;
    }

    private bool MayGoOn()
    {
        if (!machine.HasSystemd)
        {
            errors.WriteLine(
                "No systemd runs here. docs/install.md says how to make it a service of Windows (sc.exe) or of macOS (launchd); --print shows the unit."
            );
            return false;
        }

        if (!machine.IsRoot)
        {
            errors.WriteLine("Only root may do that: use sudo. --print shows the unit.");
            return false;
        }

        return true;
    }

    private bool Done(params string[] command)
    {
        var code = machine.Run(command);
        if (code != 0)
        {
            errors.WriteLine($"This failed ({code}): {string.Join(' ', command)}");
        }

        return code == 0;
    }
}
