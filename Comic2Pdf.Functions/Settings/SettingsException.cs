namespace Comic2Pdf.Functions.Settings;

/// <summary>A setting has a value that makes no sense. The message names it; the program stops before it takes work.</summary>
public sealed class SettingsException(string message) : Exception(message);
