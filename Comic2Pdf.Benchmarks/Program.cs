using Comic2Pdf.Benchmarks.Prep;

return args switch
{
    ["prep", .. var rest] => await PrepBenchmark.RunAsync(rest),
    ["probe", .. var rest] => Comic2Pdf.Benchmarks.Ocr.Probe.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Comic2Pdf.Benchmarks prep [MEGABYTES [ROUNDS]]");
    return 2;
}
