using System.Text.Json.Nodes;
using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Tests.Cli.Maintenance;

/// <summary>
/// A data folder as a real server has left it, with a finished, a failed, a refused and a held file taken out again, so that nothing is to be found: before each test it is as it was.
/// </summary>
public sealed class Patient : IAsyncLifetime
{
    private readonly string _root = TestApp.NewFolder();

    internal string Data => Path.Combine(_root, "data");

    /// <summary>The finished job.</summary>
    internal string Key { get; private set; } = string.Empty;

    internal AppSettings Settings { get; private set; } = null!;

    internal Machine Machine { get; private set; } = null!;

    private string Kept => Path.Combine(_root, "kept");

    public async ValueTask InitializeAsync()
    {
        var app = await TestApp.StartAsync(books: new FakeBooks(), data: Directory.CreateDirectory(Data).FullName);
        app.Drop("a.cbz");
        Key = (await app.JobAsync("a.cbz", "DONE")).JobKey;
        await app.UntilStateFileAsync(Key, "DONE");
        await app.StopAsync();
        await CopyAsync(Data, Kept);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>All is as it was, and the machine has all that is needed.</summary>
    internal async Task HealAsync()
    {
        Directory.Delete(Data, recursive: true);
        await CopyAsync(Kept, Data);
        Settings = new AppSettings
        {
            DataDir = Data,
            HttpPort = 0,
            OcrLang = "eng",
        };
        Machine = Machine.Here() with
        {
            Engine = new TesseractInstallation("5.3.0", TessData(), ["eng"]),
            Model = Model(),
            Variables = new HashSet<string>(StringComparer.Ordinal),
            FileSystemOf = _ => new FileSystemFacts("ext4", IsReadOnly: false, 1L << 40, 1 << 20),
        };
    }

    internal IReadOnlyList<Finding> Examine() =>
        Doctor.Examine(new Examination(new DataFolder(Data), Settings, Machine) { SettingsFault = Fault });

    internal string? Fault { get; set; }

    internal string At(string path) => Path.Combine(Data, path);

    internal void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    /// <summary>Makes a file older than a day.</summary>
    internal void WriteOld(string path)
    {
        Write(path, "x");
        File.SetLastWriteTimeUtc(At(path), DateTime.UnixEpoch.AddYears(50));
    }

    internal void Change(Func<AppSettings, AppSettings> change) => Settings = change(Settings);

    internal void Change(Func<Machine, Machine> change) => Machine = change(Machine);

    /// <summary>Gives the finished job other values, in its state.json and in the history.</summary>
    internal void ChangeJob(Action<JsonObject> change, bool inHistory = true)
    {
        var path = At($"work/{Key}/state.json");
        var state = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(state);
        File.WriteAllText(path, state.ToJsonString());
        if (inHistory)
        {
            ChangeHistory(change);
        }
    }

    /// <summary>The job as one that is not over: it was taken, and a server works on it.</summary>
    internal void Reopen(string state, string updatedAt, string? message = null)
    {
        Write($"hold/jobs/{Key}/a.cbz", "x");
        ChangeJob(job =>
        {
            job["state"] = state;
            job["stage"] = state[..3];
            job["updatedAt"] = updatedAt;
            job["message"] = message;
        });
    }

    internal void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={At("runtime/history.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void ChangeHistory(Action<JsonObject> change)
    {
        using var connection = new SqliteConnection($"Data Source={At("runtime/history.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT custom_status FROM instances WHERE id = $id";
        command.Parameters.AddWithValue("$id", Key);
        var status = JsonNode.Parse((string)command.ExecuteScalar()!)!.AsObject();
        change(status["Job"]?.AsObject() ?? status["job"]!.AsObject());
        command.CommandText = "UPDATE instances SET custom_status = $status WHERE id = $id";
        command.Parameters.AddWithValue("$status", status.ToJsonString());
        command.ExecuteNonQuery();
    }

    private string TessData()
    {
        // Two parts, the second one at 20; Tesseract itself is not asked.
        var folder = Directory.CreateDirectory(Path.Combine(_root, "tessdata")).FullName;
        File.WriteAllBytes(
            Path.Combine(folder, "eng.traineddata"),
            [2, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3]
        );
        return folder;
    }

    // The real ones where they were fetched; without them they are one finding less that can be planted.
    private static string? Model()
    {
        var model = Path.Combine(Repository.Root, ".build", "models", Processing.Ocr.Detection.DetectorModel.FileName);
        return File.Exists(model) ? model : null;
    }

    private static async Task CopyAsync(string from, string to)
    {
        var result = await Programs.RunAsync("cp", "/", "-a", from, to);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }
}
