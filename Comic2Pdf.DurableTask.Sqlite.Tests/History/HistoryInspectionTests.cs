using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.DurableTask.Sqlite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.History;

public sealed class HistoryInspectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comic2pdf-inspect").FullName;

    private string Database => Path.Combine(_folder, "history.db");

    [Fact]
    public void Of_FileThatAProcessOwns_ReadsInstancesOfTheName()
    {
        using var owner = SqliteDatabase.Open(Database, HistorySchema.Schema, NullLogger.Instance);
        Write(
            "INSERT INTO instances (id, name, status, created_at, updated_at, custom_status, input) VALUES ('a', 'Job', 0, 1, 1, '{}', '1'), ('b', 'Other', 0, 1, 1, NULL, NULL)"
        );
        var found = HistoryInspection.Of(Database, "Job", isChecked: true);
        Assert.Equal(HistoryCondition.Whole, found.Condition);
        Assert.Equal(new InspectedInstance("a", "{}", "1"), Assert.Single(found.Instances));
    }

    [Theory]
    [InlineData(1, HistoryCondition.TooOld)]
    [InlineData(2, HistoryCondition.Whole)]
    [InlineData(3, HistoryCondition.TooNew)]
    public void Of_Format_IsComparedWithThoseThatAreRead(int format, HistoryCondition condition)
    {
        SqliteDatabase.Open(Database, HistorySchema.Schema, NullLogger.Instance).Dispose();
        Write($"PRAGMA user_version = {format}");
        Assert.Equal(condition, HistoryInspection.Of(Database, "Job", isChecked: true).Condition);
    }

    [Fact]
    public void Of_NoDatabaseOrNone_SaysWhich()
    {
        Assert.Equal(HistoryCondition.Missing, HistoryInspection.Of(Database, "Job", isChecked: true).Condition);
        Assert.False(File.Exists(Database));
        File.WriteAllText(Database, new string('x', 5000));
        Assert.Equal(HistoryCondition.Damaged, HistoryInspection.Of(Database, "Job", isChecked: false).Condition);
    }

    [Fact]
    public void Of_PageThatIsDamaged_IsSeenWhenItIsLookedThrough()
    {
        SqliteDatabase.Open(Database, HistorySchema.Schema, NullLogger.Instance).Dispose();
        var content = File.ReadAllBytes(Database);
        content.AsSpan(content.Length - 4096).Fill(0xAB);
        File.WriteAllBytes(Database, content);
        Assert.Equal(HistoryCondition.Damaged, HistoryInspection.Of(Database, "Job", isChecked: true).Condition);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
