namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>A database file that this process can not use: another one owns it, or its format is too new or too old. The message says what to do.</summary>
public sealed class SqliteDatabaseException(string message, Exception? innerException = null) : InvalidOperationException(message, innerException);
