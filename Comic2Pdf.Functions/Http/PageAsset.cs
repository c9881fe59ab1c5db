using Microsoft.Net.Http.Headers;

namespace Comic2Pdf.Functions.Http;

/// <summary>A file of the page.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Tag">Its version.</param>
internal sealed record PageAsset(byte[] Content, string Type, EntityTagHeaderValue Tag);
