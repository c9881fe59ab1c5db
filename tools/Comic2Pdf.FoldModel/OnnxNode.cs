namespace Comic2Pdf.FoldModel;

/// <summary>One operation.</summary>
internal sealed class OnnxNode(string operation, List<string> inputs, List<string> outputs, List<byte[]> attributes)
{
    /// <summary>"Conv".</summary>
    public string Operator { get; set; } = operation;

    /// <summary>Names of what it takes.</summary>
    public List<string> Inputs { get; } = inputs;

    /// <summary>Names of what it yields.</summary>
    public List<string> Outputs { get; } = outputs;

    /// <summary>AttributeProto messages.</summary>
    public List<byte[]> Attributes { get; } = attributes;
}
