using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>SQLite files of which only is to be known whether they are whole.</summary>
internal static class SqliteText
{
    private const int Corrupt = 11;
    private const int NoDatabase = 26;

    /// <summary>Whether a file is damaged. One that cannot be opened says nothing of that.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool IsDamaged(string path, out string fault)
    {
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
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            fault = check.ExecuteScalar() as string ?? "it is damaged";
            return fault != "ok";
        }
        catch (SqliteException e)
        {
            fault = e.Message;
            return e.SqliteErrorCode is Corrupt or NoDatabase;
        }
    }
}
