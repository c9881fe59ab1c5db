using System.Security.Cryptography;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>The networks that find lettering and read it a second time.</summary>
internal sealed class ModelCheck : ICheck
{
    private static readonly FindingKind Missing = new(
        "detector_missing",
        Severity.Warning,
        "the model that finds lettering is not there: fewer words are found",
        "Start `./comic2pdf info` once with npm and a network, or set COMIC2PDF_MODELS to the folder that has it"
    );

    private static readonly FindingKind SecondMissing = new(
        "second_reader_missing",
        Severity.Note,
        "the model that is asked where Tesseract is unsure is not there: words are read a little worse",
        "Start `./comic2pdf info` once with npm and a network"
    );

    private static readonly FindingKind Damaged = new(
        "model_damaged",
        Severity.Error,
        "a model is not the file that this version was measured with: it is damaged, or another one",
        "Remove it and start `./comic2pdf info` with a network: `rm FILE`"
    );

    /// <summary>SHA-256 of what the launcher fetches (eng/lib.sh).</summary>
    public static IReadOnlyDictionary<string, string> Sums { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DetectorModel.FileName] = "30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff",
            [LineReaderModel.FileName] = "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0",
            [LineReaderModel.AlphabetName] = "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
        };

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Missing, SecondMissing, Damaged];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        if (patient.Machine.Model is not { } model)
        {
            yield return Missing.At($"there is no {DetectorModel.FileName}");
            yield break;
        }

        var folder = Path.GetDirectoryName(model)!;
        if (LineReaderModel.In(folder) is null)
        {
            yield return SecondMissing.At($"{LineReaderModel.FileName} or {LineReaderModel.AlphabetName} is not in {folder}");
        }

        foreach (var (name, sum) in Sums)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && SumOf(path) != sum)
            {
                yield return Damaged.At($"{path} has another SHA-256").With("FILE", path);
            }
        }

        // The folded one is made on each machine; it holds all weights of the other, so it cannot be much shorter.
        var folded = model + DetectorModel.FoldedEnding;
        if (File.Exists(folded) && new FileInfo(folded).Length < new FileInfo(model).Length / 2)
        {
            yield return Damaged.At($"{folded} is cut short").With("FILE", folded);
        }
    }

    private static string SumOf(string path)
    {
        using var file = File.OpenRead(path);
        return System.Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
