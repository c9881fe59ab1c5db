using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What can be done with a duplicate; see <see cref="DuplicateActions"/> for the names that files and HTTP have for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicateAction>))]
public enum DuplicateAction
{
    /// <summary>The existing PDF once more, under the new name.</summary>
    [JsonStringEnumMemberName("USE_EXISTING_RESULT")]
    UseExisting,

    /// <summary>The file is thrown away.</summary>
    [JsonStringEnumMemberName("DISCARD")]
    Discard,

    /// <summary>A new job is made of it, once.</summary>
    [JsonStringEnumMemberName("FORCE_REPROCESS")]
    Force,
}
