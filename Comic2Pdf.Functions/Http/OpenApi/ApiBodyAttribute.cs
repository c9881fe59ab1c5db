namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>What is to be sent.</summary>
/// <param name="contentType">Its content type.</param>
/// <param name="type">What is in it, if it is JSON.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiBodyAttribute(string contentType, Type? type = null) : Attribute
{
    /// <summary>Its content type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>What is in it; null: bytes, or a form with files.</summary>
    public Type? Type { get; } = type;
}
