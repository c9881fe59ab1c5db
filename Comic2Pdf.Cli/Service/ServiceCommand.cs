using System.CommandLine;

namespace Comic2Pdf.Cli.Service;

/// <summary>comic2pdf service install|uninstall [--data DIR] [--print].</summary>
internal static class ServiceCommand
{
    public static Command Create()
    {
        var action = new Argument<string>("ACTION") { Description = "What to do. Data and settings stay when it is uninstalled." };
        action.AcceptOnlyFromAmong("install", "uninstall");
        var data = new Option<string>("--data")
        {
            Description = $"Folder of everything. Default: {ServiceUnit.StandardData}.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ServiceUnit.StandardData,
        };
        var print = new Option<bool>("--print") { Description = "Print the systemd unit, change nothing." };
        var command = new Command("service", "Makes 'serve' a service of this machine (systemd), which starts with it.")
        {
            action,
            data,
            print,
        };
        command.SetAction(parsed =>
        {
            var installer = new ServiceInstaller(new ServiceMachine(), Console.Out, Console.Error);
            var folder = Path.GetFullPath(parsed.GetValue(data)!);
            return parsed.GetValue(print) ? installer.Print(folder)
                : parsed.GetValue(action) == "install" ? installer.Install(folder)
                : installer.Uninstall();
        });
        return command;
    }
}
