namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>What GET /openapi.json says of an HTTP function. Its path, methods and parameters of the path are those of its trigger.</summary>
/// <param name="summary">One line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiAttribute(string summary) : Attribute
{
    /// <summary>One line.</summary>
    public string Summary { get; } = summary;

    /// <summary>More about it, if there is more.</summary>
    public string? Details { get; init; }

    /// <summary>Under what it stands in the list.</summary>
    public string Tag { get; init; } = "jobs";

    /// <summary>Who may: the same as the function says to <see cref="HttpEndpoint"/>.</summary>
    public Access Access { get; init; } = Access.Read;
}
