using System.Text.Json;
using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>The right of one attempt to run. In histories and messages it is a text: PREP.2a7f-p1.</summary>
/// <param name="Stage">PREP or OCR.</param>
/// <param name="Token">The attempt, a text that no other attempt of the job has.</param>
[JsonConverter(typeof(SlotConverter))]
public sealed record Slot(string Stage, string Token)
{
    private const char Separator = '.';

    /// <summary>The slot that a text stands for; null when it stands for none. A message with such a text must not end the orchestration that reads it.</summary>
    public static Slot? Parse(string? text) =>
        text?.Split(Separator, 2) is [{ Length: > 0 } stage, { Length: > 0 } token] ? new Slot(stage, token) : null;

    /// <summary>The text that stands for it.</summary>
    public override string ToString() => $"{Stage}{Separator}{Token}";

    private sealed class SlotConverter : JsonConverter<Slot>
    {
        public override Slot? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, Slot value, JsonSerializerOptions options)
        {
            ArgumentNullException.ThrowIfNull(writer);
            ArgumentNullException.ThrowIfNull(value);
            writer.WriteStringValue(value.ToString());
        }
    }
}
