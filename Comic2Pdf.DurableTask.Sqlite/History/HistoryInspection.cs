using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>A history file as one who does not own it sees it: nothing is written, not even where a server runs on it.</summary>
/// <param name="Condition">Whether it can be used.</param>
/// <param name="Detail">Why not; empty when it can.</param>
/// <param name="Instances">All instances of the name that was asked for; empty when it cannot be used.</param>
public sealed record HistoryInspection(HistoryCondition Condition, string Detail, IReadOnlyList<InspectedInstance> Instances)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The orchestration whose instances are wanted.</param>
    /// <param name="isChecked">Whether all of its pages are read, which takes a while for large ones.</param>
    public static HistoryInspection Of(string path, string name, bool isChecked)
    {
        if (!File.Exists(path))
        {
            return new HistoryInspection(HistoryCondition.Missing, "it is not there", []);
        }

        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = path,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ToString()
            );
            connection.Open();
            return Inspect(connection, name, isChecked);
        }
        catch (SqliteException e)
        {
            return new HistoryInspection(
                e.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB ? HistoryCondition.Damaged : HistoryCondition.Unreadable,
                e.Message,
                []
            );
        }
    }

    private static HistoryInspection Inspect(SqliteConnection connection, string name, bool isChecked)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = (int)(long)command.ExecuteScalar()!;
        var schema = HistorySchema.Schema;
        if (version > schema.LastVersion || (version != 0 && version < schema.FirstVersion))
        {
            return new HistoryInspection(
                version > schema.LastVersion ? HistoryCondition.TooNew : HistoryCondition.TooOld,
                $"it has format {version}; this version reads {schema.FirstVersion} to {schema.LastVersion}",
                []
            );
        }

        if (isChecked)
        {
            command.CommandText = "PRAGMA quick_check(1)";
            if (command.ExecuteScalar() as string is not "ok" and var fault)
            {
                return new HistoryInspection(HistoryCondition.Damaged, fault ?? "it is damaged", []);
            }
        }

        // Format 0 is a file that was made and not filled yet.
        return new HistoryInspection(HistoryCondition.Whole, string.Empty, version == 0 ? [] : Read(command, name));
    }

    private static List<InspectedInstance> Read(SqliteCommand command, string name)
    {
        command.CommandText = "SELECT id, custom_status, input FROM instances WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        using var reader = command.ExecuteReader();
        var found = new List<InspectedInstance>();
        while (reader.Read())
        {
            found.Add(new InspectedInstance(reader.GetString(0), reader.TextOrNull(1), reader.TextOrNull(2)));
        }

        return found;
    }
}
