using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Comic2Pdf.Tests.Functions.Http.OpenApi.Generated;

/// <summary>What NSwag cannot say itself: lists of names (of the actions for a duplicate) are texts, and what is not set is not sent.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The other half has virtual members.")]
internal partial class ApiClient
{
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        settings.Converters.Add(new JsonStringEnumConverter());
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }
}
