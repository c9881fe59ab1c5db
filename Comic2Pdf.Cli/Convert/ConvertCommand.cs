using System.CommandLine;
using System.Runtime.InteropServices;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Sidecars;

namespace Comic2Pdf.Cli.Convert;

/// <summary>comic2pdf convert INPUT... [-o DIR|FILE.pdf] [--lang fra+eng] [--json].</summary>
internal static class ConvertCommand
{
    private const long Mega = 1 << 20;

    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Archives, folders (searched with all below) or patterns like 'comics/*.cbz'.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Folder for the PDFs, or the one PDF's name. Default: next to each input.",
            HelpName = "DIR|FILE.pdf",
        };
        var lang = new Option<string>("--lang", "-l")
        {
            Description = "Languages to read, as Tesseract names them; auto: found on the first pages among all that are installed.",
            DefaultValueFactory = _ => new OcrOptions().Languages,
        };
        var engine = new Option<string>("--engine")
        {
            Description =
                "What reads Latin script: tesseract; comic, this program's own reader; both: Tesseract, and the other where it is unsure.",
            DefaultValueFactory = _ => EngineChoice.NameOf(new OcrOptions().Engine),
        };
        engine.AcceptOnlyFromAmong([.. EngineChoice.Names]);
        var noOcr = new Option<bool>("--no-ocr") { Description = "Leave out the text: pictures only." };
        var rightToLeft = new Option<bool>("--rtl")
        {
            Description = "The book is read from right to left: its pages and the balloons on them.",
        };
        var title = new Option<string?>("--title")
        {
            Description = "Title of the book, in place of what the archive says. For one input.",
            HelpName = "TEXT",
        };
        var series = new Option<string?>("--series") { Description = "Series that the books belong to.", HelpName = "TEXT" };
        var author = new Option<string?>("--author")
        {
            Description = "Who made the books; several names separated by commas.",
            HelpName = "NAMES",
        };
        var deskew = new Option<bool>("--deskew")
        {
            Description = "Show pages whose lettering is skewed straight; turns pictures, renders nothing anew.",
        };
        var sidecar = new Option<string[]>("--sidecar")
        {
            Description = "Write the text beside the PDF too: json, hocr, alto or mokuro; several separated by commas.",
            HelpName = "FORMAT",
        };
        sidecar.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => Sidecar.Parse(t.Value) is not { Count: > 0 }))
            {
                result.AddError("--sidecar takes json, hocr, alto and mokuro");
            }
        });
        var force = new Option<bool>("--force") { Description = "Replace whatever has the PDF's name." };
        var skipExisting = new Option<bool>("--skip-existing") { Description = "Leave out inputs whose PDF's name is taken." };
        var json = new Option<bool>("--json") { Description = "One JSON object per input on standard output, nothing else." };
        var defaults = new ArchiveLimits();
        var workers = Number("--workers", "Pages worked on at the same time.", Environment.ProcessorCount);
        var entries = Number("--max-entries", "Entries an archive may have.", defaults.MaxEntries);
        var entryMb = Number("--max-entry-mb", "MiB one entry may expand to.", (int)(defaults.MaxEntryBytes / Mega));
        var totalMb = Number("--max-total-mb", "MiB an archive may expand to.", (int)(defaults.MaxTotalBytes / Mega));
        var ratio = Number("--max-ratio", "Times its size an archive may expand to, past the first 64 MiB.", defaults.MaxRatio);
        var pixels = Number(
            "--max-page-megapixels",
            "Millions of pixels a page may have.",
            (int)(new ConversionOptions().MaxPagePixels / 1_000_000)
        );

        // The parser takes an option that it does not know for one more input.
        inputs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-') && !Path.Exists(t.Value)))
            {
                result.AddError($"unknown option {token.Value}");
            }
        });
        lang.Validators.Add(result =>
        {
            if (
                result.GetValueOrDefault<string>() is not { } value
                || !value.Split('+').All(l => l.Length > 0 && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            )
            {
                result.AddError("--lang takes language names joined by '+', such as fra+eng");
            }
            else if (
                value.Contains('+', StringComparison.Ordinal) && value.Split('+').Contains(LanguageSearch.Auto, StringComparer.Ordinal)
            )
            {
                result.AddError("--lang auto stands alone: it finds the language among all that are installed");
            }
        });

        var command = new Command("convert", "Converts archives to PDF.")
        {
            inputs,
            output,
            lang,
            engine,
            noOcr,
            rightToLeft,
            title,
            series,
            author,
            deskew,
            sidecar,
            force,
            skipExisting,
            json,
            workers,
            entries,
            entryMb,
            totalMb,
            ratio,
            pixels,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
                using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
                using var hangup = HangUp.Stops(stop);
                var options = new ConversionOptions
                {
                    MaxPagePixels = parsed.GetValue(pixels) * 1_000_000L,
                    Limits = new ArchiveLimits
                    {
                        MaxEntries = parsed.GetValue(entries),
                        MaxEntryBytes = Math.Min(parsed.GetValue(entryMb) * Mega, 2_000_000_000),
                        MaxTotalBytes = parsed.GetValue(totalMb) * Mega,
                        MaxRatio = parsed.GetValue(ratio),
                    },
                    Deskew = parsed.GetValue(deskew),
                    Sidecars = Sidecar.Parse(string.Join(',', parsed.GetValue(sidecar) ?? []))!,
                    Overwrite = parsed.GetValue(force),
                    Info = new ComicInfo
                    {
                        Title = parsed.GetValue(title),
                        Series = parsed.GetValue(series),
                        Writer = parsed.GetValue(author),
                        IsRightToLeft = parsed.GetValue(rightToLeft),
                    },
                    Ocr = parsed.GetValue(noOcr) ? null : Reading(parsed.GetValue(lang)!, parsed.GetValue(engine)!),
                };
                IReadOnlyList<ConvertJob> jobs;
                try
                {
                    if (parsed.GetValue(force) && parsed.GetValue(skipExisting))
                    {
                        throw new UsageException("--force and --skip-existing contradict each other");
                    }

                    if (options is { Ocr: null, Sidecars.Count: > 0 })
                    {
                        throw new UsageException("--sidecar writes what was read, and --no-ocr reads nothing");
                    }

                    jobs = InputFinder.Find(parsed.GetValue(inputs)!, parsed.GetValue(output));
                    if (jobs.Count > 1 && options.Info.Title is not null)
                    {
                        throw new UsageException("--title names one book, and there are several inputs");
                    }
                }
                catch (UsageException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return ExitCode.Usage;
                }

                using IConvertReporter reporter =
                    parsed.GetValue(json) ? new JsonReporter(Console.Out)
                    : Console.IsOutputRedirected ? new LineReporter(Console.Out, Console.Error)
                    : new TerminalReporter();
                return await new ConvertRun(
                    options,
                    parsed.GetValue(workers),
                    parsed.GetValue(skipExisting),
                    reporter,
                    TimeProvider.System
                ).RunAsync(jobs, stop.Token);
            }
        );
        return command;
    }

    private static OcrOptions Reading(string languages, string engine) =>
        new()
        {
            Languages = languages,
            Engine = EngineChoice.Of(EngineChoice.Parse(engine)!.Value, languages, TesseractInstallation.FindAny(out _)?.Languages ?? []),
        };

    private static Option<int> Number(string name, string description, int standard)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => standard,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens.Any(t =>
                    !int.TryParse(t.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) || value < 1
                )
            )
            {
                result.AddError($"{name} takes a whole number above zero");
            }
        });
        return option;
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                stop.Cancel();
            }
        );
}
