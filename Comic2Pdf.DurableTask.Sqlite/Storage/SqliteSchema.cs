using Microsoft.Data.Sqlite;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// The numbered formats of a database file. Script i leads from the format before it to format <paramref name="FirstVersion"/> + i; the
/// first one makes an empty file. A script that has been released never changes. <c>PRAGMA user_version</c> holds the number.
/// </summary>
/// <param name="FirstVersion">The number of the first script's format, at least 1. Lower ones are refused.</param>
/// <param name="Scripts">SQL, oldest first.</param>
public sealed record SqliteSchema(int FirstVersion, IReadOnlyList<string> Scripts)
{
    /// <summary>The number of the last script's format.</summary>
    public int LastVersion => FirstVersion + Scripts.Count - 1;

    /// <summary>Brings the file to the last format, each step in a transaction of its own.</summary>
    internal void Apply(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var (found, last) = ((int)(long)command.ExecuteScalar()!, LastVersion);
        if (found > last)
        {
            throw new SqliteDatabaseException(
                $"'{connection.DataSource}' has format {found}; this version knows up to {last}. Use the version that wrote it, or a later one."
            );
        }

        if (found != 0 && found < FirstVersion)
        {
            throw new SqliteDatabaseException(
                $"'{connection.DataSource}' has format {found}, which this version does not read any more. Move it away, with its -wal and -shm files if there are any, and start again: a new one is made."
            );
        }

        for (var version = Math.Max(found + 1, FirstVersion); version <= last; version++)
        {
            command.CommandText = $"BEGIN IMMEDIATE;\n{Scripts[version - FirstVersion]};\nPRAGMA user_version = {version};\nCOMMIT";
            command.ExecuteNonQuery();
        }
    }
}
