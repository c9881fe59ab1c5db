using Comic2Pdf.Benchmarks.Engine;
using Comic2Pdf.Benchmarks.Http;
using Comic2Pdf.Benchmarks.Ocr;
using Comic2Pdf.Benchmarks.Prep;
using Comic2Pdf.Benchmarks.Search;
using Comic2Pdf.Processing.Worker;

// The benchmark is its own page worker, as the program is.
if (WorkerProgram.RunIfAsked(args))
{
    return 0;
}

return args switch
{
    ["engine"] => await EngineBenchmark.RunAsync(),
    ["http", .. var rest] => await HttpBenchmark.RunAsync(rest),
    ["page", .. var rest] => await PageBenchmark.RunAsync(rest),
    ["search", .. var rest] => await SearchBenchmark.RunAsync(rest),
    ["prep", .. var rest] => await PrepBenchmark.RunAsync(rest),
    ["ocr-engines", .. var rest] => EngineTable.Run(rest),
    ["ocr", .. var rest] => await OcrBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: Comic2Pdf.Benchmarks engine | http [JOBS] | page [JOBS] | search [BOOKS] | prep [MEGABYTES [ROUNDS]] | ocr-engines [FOLDER...] | ocr [FOLDER...] [--peer] [--stages] [--real] [--only=PART] [--words]"
    );
    return 2;
}
