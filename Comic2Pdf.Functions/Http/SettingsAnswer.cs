namespace Comic2Pdf.Functions.Http;

/// <summary>What GET /settings says.</summary>
/// <param name="Live">What POST /config changes.</param>
/// <param name="AtStart">Other settings, as the environment names them.</param>
/// <param name="DiskFreeBytes">Free space where DATA_DIR is.</param>
public sealed record SettingsAnswer(IReadOnlyList<LiveSetting> Live, IReadOnlyDictionary<string, string> AtStart, long DiskFreeBytes);
