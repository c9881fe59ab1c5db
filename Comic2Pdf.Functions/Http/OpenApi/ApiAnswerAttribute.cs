namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>An answer of an HTTP function, beside those that all have.</summary>
/// <param name="status">Its status.</param>
/// <param name="description">When it is given.</param>
/// <param name="type">What is in it; null: an error's body for 400 and above, else nothing.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiAnswerAttribute(int status, string description, Type? type = null) : Attribute
{
    /// <summary>Its status.</summary>
    public int Status { get; } = status;

    /// <summary>When it is given.</summary>
    public string Description { get; } = description;

    /// <summary>What is in it.</summary>
    public Type? Type { get; } = type;

    /// <summary>Whether it may be this or what else is said of the status.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>Its content type. One that is not JSON has bytes or text in it.</summary>
    public string ContentType { get; init; } = ApiDocument.JsonType;
}
