using System.Collections.Concurrent;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions;

/// <summary>
/// What an app has stored, as tests see and change it: at once, under the names of DataLayout (their parts as one string or as several), without any code of
/// the app. The same tests run on files and, with COMIC2PDF_TEST_STORAGE=blobs, on blobs; what is about files alone says so: [Trait("Storage", "files")].
/// </summary>
internal abstract class StoreView
{
    private static readonly ConcurrentDictionary<string, Lazy<StoreView>> Known = new(StringComparer.Ordinal);

    /// <summary>Whether this is the run on blobs.</summary>
    public static bool IsBlobs { get; } = System.Environment.GetEnvironmentVariable("COMIC2PDF_TEST_STORAGE") == "blobs";

    /// <summary>Settings of a server on this store.</summary>
    public abstract (string Name, string Value)[] Environment { get; }

    /// <summary>The store of the app whose DATA_DIR this is; the same one each time.</summary>
    public static StoreView Of(string data) =>
        Known.GetOrAdd(data, d => new Lazy<StoreView>(() => IsBlobs ? NewAccount() : new FolderView(d))).Value;

    /// <summary>Apps with these DATA_DIRs share a storage account of their own.</summary>
    public static StoreView Share(params string[] data) => Use(NewAccount(), data);

    /// <summary>Apps with these DATA_DIRs are on this store.</summary>
    public static StoreView Use(StoreView store, params string[] data)
    {
        foreach (var folder in data)
        {
            Known[folder] = new Lazy<StoreView>(store);
        }

        return store;
    }

    /// <summary>The same for an app of this process.</summary>
    public abstract AppSettings Apply(AppSettings settings);

    /// <summary>Whether there is a file of this name.</summary>
    public abstract bool Exists(params string[] parts);

    /// <summary>Whether nothing is in a folder, or below it.</summary>
    public bool IsEmpty(params string[] parts) => Names(parts).Length == 0;

    /// <summary>All files in a folder and below, sorted.</summary>
    public abstract string[] Names(params string[] parts);

    public abstract byte[] Bytes(params string[] parts);

    public abstract string Text(params string[] parts);

    /// <summary>When it was written last.</summary>
    public abstract DateTimeOffset ModifiedAt(params string[] parts);

    /// <summary>Another one after each time it was written.</summary>
    public abstract string Version(params string[] parts);

    /// <summary>Whole, in one instant.</summary>
    public abstract void Write(string name, byte[] content);

    public void Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public abstract void Delete(params string[] parts);

    public abstract void Move(string name, string newName);

    /// <summary>How the app says where a file is.</summary>
    public abstract string Show(params string[] parts);

    /// <summary>The name of a file of which the app says where it is.</summary>
    public string NameOf(string? shown)
    {
        var prefix = Show("x")[..^1];
        Assert.StartsWith(prefix, shown, StringComparison.Ordinal);
        return shown![prefix.Length..];
    }

    private static ContainerView NewAccount() => new(Task.Run(Azurite.NewAccountAsync).Result);
}
