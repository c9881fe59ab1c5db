namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Places that tests need.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real pages with true text; not part of the repository.</summary>
    public static string Corpus => Path.Combine(Root, "../shared/corpus");

    /// <summary>The program under test, built with the tests.</summary>
    public static string CliAssembly => Path.Combine(AppContext.BaseDirectory, "Comic2Pdf.Cli.dll");

    /// <summary>A file of the corpus; the test is skipped where there is none.</summary>
    public static string CorpusPath(string name)
    {
        var path = Path.Combine(Corpus, name);
        Assert.SkipUnless(Path.Exists(path), "needs the corpus of real pages");
        return path;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Comic2Pdf.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
