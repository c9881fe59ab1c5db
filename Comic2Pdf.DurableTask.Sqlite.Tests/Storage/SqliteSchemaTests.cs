using Comic2Pdf.DurableTask.Sqlite.Storage;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.Storage;

public sealed class SqliteSchemaTests
{
    private static readonly string[] Scripts =
    [
        "CREATE TABLE t (name TEXT NOT NULL)",
        "ALTER TABLE t ADD COLUMN size INTEGER NOT NULL DEFAULT 7",
        "CREATE INDEX t_by_size ON t (size); UPDATE t SET name = name || '!'",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Open_AnEarlierFormat_IsUpgradedStepByStepAndKeepsItsRows(int scripts)
    {
        var path = Path.Combine(TestHub.NewDirectory(), "t.db");
        using (var old = Open(path, new(5, Scripts[..scripts])))
        {
            await old.WriteAsync(static w => w.Run("INSERT INTO t (name) VALUES ($1)", "a"));
        }

        using var upgraded = Open(path, new(5, Scripts));

        Assert.Equal([("a!", 7L)], upgraded.Read("SELECT name, size FROM t", static r => (r.GetString(0), r.GetInt64(1))));
        Assert.Equal([7L], upgraded.Read("PRAGMA user_version", static r => r.GetInt64(0)));
    }

    [Fact]
    public void Open_AStepFails_TheFileKeepsTheFormatBeforeIt()
    {
        var path = Path.Combine(TestHub.NewDirectory(), "t.db");
        Assert.Throws<SqliteDatabaseException>(() => Open(path, new(1, [Scripts[0], "CREATE TABLE u (a); CREATE TABLE t (b)"])));

        using var again = Open(path, new(1, [Scripts[0], Scripts[1]]));

        Assert.Equal([2L], again.Read("PRAGMA user_version", static r => r.GetInt64(0)));
        Assert.Equal([0L], again.Read("SELECT count(*) FROM sqlite_schema WHERE name = 'u'", static r => r.GetInt64(0)));
    }

    [Fact]
    public void Open_ALaterFormat_IsRefusedInPlainWords()
    {
        var path = Path.Combine(TestHub.NewDirectory(), "t.db");
        Open(path, new(1, Scripts)).Dispose();

        var refused = Assert.Throws<SqliteDatabaseException>(() => Open(path, new(1, Scripts[..2])));

        Assert.Equal($"'{path}' has format 3; this version knows up to 2. Use the version that wrote it, or a later one.", refused.Message);
    }

    [Fact]
    public void Open_AFormatThatIsNoLongerRead_IsRefusedAndLeftAsItIs()
    {
        var path = Path.Combine(TestHub.NewDirectory(), "t.db");
        Open(path, new(1, Scripts[..1])).Dispose();
        var bytes = File.ReadAllBytes(path);

        var refused = Assert.Throws<SqliteDatabaseException>(() => Open(path, new(2, Scripts)));

        Assert.Contains("has format 1, which this version does not read any more. Move it away", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    private static SqliteDatabase Open(string path, SqliteSchema schema) => SqliteDatabase.Open(path, schema, NullLogger.Instance);
}
