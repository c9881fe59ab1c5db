using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>A database file that this process can not use: another one owns it, it is damaged, or its format is too new or too old. The message says what to do.</summary>
public sealed class SqliteDatabaseException(string message, Exception? innerException = null)
    : InvalidOperationException(message, innerException)
{
    /// <summary>What an error while the file is opened means to the one who started the program.</summary>
    internal static SqliteDatabaseException Of(SqliteException error, string path) =>
        new(
            error.SqliteErrorCode switch
            {
                SQLITE_CORRUPT or SQLITE_NOTADB =>
                    $"'{path}' is damaged. Move it away, with its -wal and -shm files if there are any, and start again: a new one is made.",
                SQLITE_FULL => $"'{path}' can not be written: the disk is full.",
                SQLITE_READONLY or SQLITE_CANTOPEN =>
                    $"'{path}' can not be opened for writing: look at the rights of the file and of its folder, and at the limit of open files.",
                _ => $"'{path}' can not be used: {error.Message}",
            },
            error
        );
}
