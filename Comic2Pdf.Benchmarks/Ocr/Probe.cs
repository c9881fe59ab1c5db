#pragma warning disable
using System.Diagnostics;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Worker;
namespace Comic2Pdf.Benchmarks.Ocr;
internal static class Probe
{
    public static int Run(string[] args)
    {
        NetVips.NetVips.Concurrency = 1; NetVips.Cache.Max = 0;
        var verbose = args.Contains("-v");
        var lang = Environment.GetEnvironmentVariable("T_LANG") ?? "fra+eng";
        var rec = new TesseractRecognizer(lang);
        var model = Environment.GetEnvironmentVariable("COMIC2PDF_MODELS");
        ITextDetector det = DetectorModel.CreateDetector();
        var reader = new PageTextReader(det, rec);
        var options = new OcrOptions { Languages = lang, MinConfidence = Tune.D("conf", 65), MinConfidenceInBalloon = Tune.D("confb", 30) };
        foreach (var w in new[]{"peut","être","exemple","exemplz","peutêtre","house","maison","HOUSE","Exemple"}) Console.Write(w + "=" + rec.IsWord(w) + " ");
        var total = new WordScore(); int pages = 0; double dec = 0;
        var line = "";
        foreach (var folder in args.Where(a => a != "-v"))
        {
            var sum = new WordScore(); var langs = new Dictionary<string,int>();
            foreach (var jpg in Directory.GetFiles(folder, "*.jpg").Order())
            {
                var c0 = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
                var img = ImageDecoder.DecodeRgb([File.ReadAllBytes(jpg)], Orientation.TopLeft, 200_000_000, out _);
                dec += Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - c0;
                var text = reader.Read(img, options);
                foreach (var w in text.Words.Where(w => w.Confidence >= Tune.D("lc",80) && w.Text.Count(char.IsLetter) >= Tune.D("ll",3))) langs[w.Language ?? "?"] = langs.GetValueOrDefault(w.Language ?? "?") + 1;
                var read = string.Join("\n", text.Blocks.Select(b => string.Join("\n", b.Lines.Select(l => string.Join(" ", l.Words.Select(w => w.Text)))) + "\n"));
                var truth = File.ReadAllText(Path.ChangeExtension(jpg, ".txt"));
                var s = WordScore.Of(read, truth);
                sum += s; pages++;
                if (verbose)
                {
                    var t = WordScore.Words(truth).ToList(); var r = WordScore.Words(read).ToList();
                    var extra = new List<string>(); foreach (var w in r) if (!t.Remove(w)) extra.Add(w);
                    Console.WriteLine($"{Path.GetFileName(folder)}/{Path.GetFileName(jpg)} R={s.Recall:F3} P={s.Precision:F3}\n   missed: {string.Join(' ', t)}\n   extra: {string.Join(' ', extra)}");
                }
            }
            line += $"{Path.GetFileName(folder)[..8]} R {sum.Recall:F3} P {sum.Precision:F3} F {sum.F1:F3} | ";
            total += sum; if (verbose) Console.WriteLine(string.Join(" ", langs));
        }
        Console.WriteLine($"{line}ALL R {total.Recall:F4} P {total.Precision:F4} F {total.F1:F4} | cpu/page dec {dec / pages:F3} det {reader.DetectSeconds / pages:F3} rec {reader.ReadSeconds / pages:F3}");
        return 0;
    }
}
