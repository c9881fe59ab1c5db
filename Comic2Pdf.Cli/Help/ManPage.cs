using System.Text;

namespace Comic2Pdf.Cli.Help;

/// <summary>The manual page, made of the command line's own description: comic2pdf man. A test keeps eng/package/comic2pdf.1 equal to it.</summary>
internal static class ManPage
{
    /// <summary>The page, as man(7) has it.</summary>
    /// <param name="description">What the program is.</param>
    /// <param name="commands">Its commands.</param>
    /// <param name="version">Its version, without the commit.</param>
    public static string Write(string description, IReadOnlyList<CommandShape> commands, string version)
    {
        var page = new StringBuilder();
        page.Append($".TH COMIC2PDF 1 \"\" \"comic2pdf {version}\" \"User Commands\"\n");
        page.Append(".SH NAME\ncomic2pdf \\- comic archives to searchable PDFs\n");
        page.Append(
            ".SH SYNOPSIS\n.B comic2pdf\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n.br\n.B comic2pdf \\-\\-help\n.br\n.B comic2pdf \\-\\-version\n"
        );
        page.Append($".SH DESCRIPTION\n{Text(description)}\n");
        page.Append(
            ".B comic2pdf convert\nworks on files by itself;\n.B comic2pdf serve\nwatches a folder and answers over HTTP; most other commands talk to such a server.\n"
        );
        page.Append(".SH COMMANDS\n");
        foreach (var command in commands)
        {
            var arguments = command.Arguments.Select(a =>
                $" \\fI{Text(a.Choices.Count > 0 ? string.Join('|', a.Choices) : a.Value!)}\\fR{(a.IsMany ? "..." : string.Empty)}"
            );
            page.Append($".SS {Text(command.Name)}{string.Concat(arguments)}\n{Text(command.Description)}\n");
            foreach (var argument in command.Arguments.Where(a => a.Description.Length > 0))
            {
                page.Append($".TP\n.I {Text(argument.Value!)}\n{Text(argument.Description)}\n");
            }

            foreach (var option in command.Options)
            {
                var names = string.Join(", ", option.Names.Select(n => $"\\fB{Text(n)}\\fR"));
                page.Append(
                    $".TP\n{names}{(option.Value is null ? string.Empty : $" \\fI{Text(option.Value)}\\fR")}\n{Text(option.Description)}"
                );
                page.Append(option.Choices.Count > 0 ? $" One of: {Text(string.Join(", ", option.Choices))}." : string.Empty);
                page.Append(option.Default.Length > 0 ? $" Default: {Text(option.Default)}.\n" : "\n");
            }
        }

        page.Append(
            """
            .SH EXIT STATUS
            .TP
            .B 0
            All is done.
            .TP
            .B 1
            An input failed, or something is wrong.
            .TP
            .B 2
            The command line or a setting makes no sense.
            .TP
            .B 130
            Stopped by Ctrl\-C.
            .SH ENVIRONMENT
            .B serve
            is set up by environment variables (DATA_DIR, OCR_LANG, API_KEY and others), which docs/operations.md lists. COMIC2PDF_URL and API_KEY say which server the other commands talk to.
            .SH FILES
            .TP
            .I /etc/comic2pdf.env
            Settings of the service, NAME=VALUE in each line.
            .TP
            .I /var/lib/comic2pdf
            Folders of the service: in/, out/, archive/, error/ and others.
            .SH SEE ALSO
            .BR tesseract (1)

            """
        );
        return page.ToString();
    }

    // A dash is a minus here, and a point or quote at the beginning of a line would be a command.
    private static string Text(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.StartsWith('.') || plain.StartsWith('\'') ? $"\\&{plain}" : plain;
    }
}
