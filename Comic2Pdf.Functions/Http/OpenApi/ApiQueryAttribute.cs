namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>A parameter of the query.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is for.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiQueryAttribute(string name, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is for.</summary>
    public string Description { get; } = description;

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>For a whole number: the largest; they begin with 1. 0: it is a text.</summary>
    public int Maximum { get; init; }

    /// <summary>Whether it is true or false.</summary>
    public bool IsFlag { get; init; }
}
