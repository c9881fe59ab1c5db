namespace Comic2Pdf.Tests.Fixtures;

/// <summary>
/// A folder of one test's own, with a place for archives and one for PDFs inside, so that a test can see all that was written and where.
/// </summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        Root = Directory.CreateTempSubdirectory("comic2pdf-test-").FullName;
        In = Directory.CreateDirectory(Path.Combine(Root, "a", "in")).FullName;
        Out = Directory.CreateDirectory(Path.Combine(Root, "a", "out")).FullName;
    }

    /// <summary>Two levels above <see cref="In"/> and <see cref="Out"/>: what climbs out of them is still seen.</summary>
    public string Root { get; }

    public string In { get; }

    public string Out { get; }

    /// <summary>Every file below <see cref="Root"/>, relative to it, sorted.</summary>
    public string[] Files =>
        [
            .. Directory
                .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Writes a file into <see cref="In"/>.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(In, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
