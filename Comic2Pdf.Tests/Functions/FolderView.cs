using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Functions;

/// <summary>STORAGE=files: all is below DATA_DIR.</summary>
internal sealed class FolderView(string root) : StoreView
{
    public override (string Name, string Value)[] Environment => [];

    public override AppSettings Apply(AppSettings settings) => settings;

    public override bool Exists(params string[] parts) => File.Exists(Show(parts));

    public override string[] Names(params string[] parts)
    {
        var folder = Show(parts);
        try
        {
            return Directory.Exists(folder)
                ?
                [
                    .. Directory
                        .GetFiles(folder, "*", SearchOption.AllDirectories)
                        .Select(f => Path.GetRelativePath(root, f))
                        .Order(StringComparer.Ordinal),
                ]
                : [];
        }
        catch (DirectoryNotFoundException)
        {
            // A folder below it has gone meanwhile.
            return Names(parts);
        }
    }

    public override byte[] Bytes(params string[] parts) => File.ReadAllBytes(Show(parts));

    public override string Text(params string[] parts) => TestApp.TextOf(Show(parts));

    public override DateTimeOffset ModifiedAt(params string[] parts) => new(File.GetLastWriteTimeUtc(Show(parts)), TimeSpan.Zero);

    public override string Version(params string[] parts) => $"{File.GetLastWriteTimeUtc(Show(parts)).Ticks}";

    public override void Write(string name, byte[] content)
    {
        // A short name of its own: the file's may be as long as names can be.
        var part = Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(Show(name))!).FullName, $"{Guid.NewGuid():N}.part");
        File.WriteAllBytes(part, content);
        File.Move(part, Show(name), overwrite: true);
    }

    public override void Delete(params string[] parts) => File.Delete(Show(parts));

    public override void Move(string name, string newName) => File.Move(Show(name), Show(newName));

    public override string Show(params string[] parts) => Path.Combine([root, .. parts]);
}
