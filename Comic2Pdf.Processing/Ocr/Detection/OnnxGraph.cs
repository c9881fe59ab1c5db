using System.Runtime.InteropServices;
using System.Text;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// The nodes of an ONNX file, to be changed before the file is loaded. Just as much of the format (onnx.proto3, in protocol buffers' wire
/// format) as that takes; everything else is carried along as it is.
/// </summary>
internal sealed class OnnxGraph
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int FloatType = 1;

    private readonly List<ProtoField> _model = [];
    private readonly List<ProtoField> _graph = [];

    /// <summary>Reads a file.</summary>
    public OnnxGraph(byte[] file)
    {
        foreach (var field in ProtoField.Of(file))
        {
            if (field.Number != ModelGraph)
            {
                _model.Add(field);
                continue;
            }

            foreach (var part in ProtoField.Of(field.Raw))
            {
                if (part.Number == GraphNode)
                {
                    Nodes.Add(ReadNode(part.Raw));
                }
                else
                {
                    _graph.Add(part);
                }
            }
        }
    }

    /// <summary>The nodes; each comes after those whose results it takes.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The file as it is now.</summary>
    public byte[] ToFile()
    {
        var graph = new MemoryStream();
        Nodes.ForEach(n => ProtoField.Write(graph, GraphNode, ProtoField.Bytes, WriteNode(n)));
        _graph.ForEach(p => ProtoField.Write(graph, p.Number, p.Wire, p.Raw));
        var model = new MemoryStream();
        _model.ForEach(p => ProtoField.Write(model, p.Number, p.Wire, p.Raw));
        ProtoField.Write(model, ModelGraph, ProtoField.Bytes, graph.ToArray());
        return model.ToArray();
    }

    /// <summary>The numbers of a node that is a constant of floats; null when it is something else.</summary>
    public static Floats? FloatsOf(OnnxNode node)
    {
        if (node.Operator != "Constant" || node.Attributes is not [var attribute])
        {
            return null;
        }

        // AttributeProto.t; TensorProto.dims, .data_type, .raw_data.
        var shape = new List<long>();
        float[]? values = null;
        foreach (var part in ProtoField.Of(attribute))
        {
            foreach (var field in part.Number == 5 ? ProtoField.Of(part.Raw) : [])
            {
                switch (field.Number)
                {
                    case 1: shape.AddRange(field.Numbers()); break;
                    case 2 when field.Numbers()[0] != FloatType: return null;
                    case 9: values = MemoryMarshal.Cast<byte, float>(field.Raw).ToArray(); break;
                }
            }
        }

        return values is null ? null : new Floats([.. shape], values);
    }

    /// <summary>A constant.</summary>
    public static OnnxNode Constant(string name, long[] shape, float[] values)
    {
        var tensor = new MemoryStream();
        foreach (var side in shape)
        {
            ProtoField.Write(tensor, 1, ProtoField.Varint, ProtoField.WholeNumber(side));
        }

        ProtoField.Write(tensor, 2, ProtoField.Varint, ProtoField.WholeNumber(FloatType));
        ProtoField.Write(tensor, 9, ProtoField.Bytes, MemoryMarshal.AsBytes<float>(values).ToArray());
        var attribute = new MemoryStream();
        ProtoField.Write(attribute, 1, ProtoField.Bytes, "value"u8.ToArray());
        ProtoField.Write(attribute, 5, ProtoField.Bytes, tensor.ToArray());
        const int TensorType = 4;
        ProtoField.Write(attribute, 20, ProtoField.Varint, ProtoField.WholeNumber(TensorType));
        return new OnnxNode("Constant", [], [name], [attribute.ToArray()]);
    }

    /// <summary>An attribute that is a float.</summary>
    public static byte[] Attribute(string name, float value)
    {
        var attribute = new MemoryStream();
        ProtoField.Write(attribute, 1, ProtoField.Bytes, Encoding.UTF8.GetBytes(name));
        ProtoField.Write(attribute, 2, ProtoField.Fixed32, BitConverter.GetBytes(value));
        ProtoField.Write(attribute, 20, ProtoField.Varint, ProtoField.WholeNumber(FloatType));
        return attribute.ToArray();
    }

    /// <summary>An attribute that is one whole number.</summary>
    public static byte[] Attribute(string name, long value)
    {
        var attribute = new MemoryStream();
        ProtoField.Write(attribute, 1, ProtoField.Bytes, Encoding.UTF8.GetBytes(name));
        ProtoField.Write(attribute, 3, ProtoField.Varint, ProtoField.WholeNumber(value));
        const int IntType = 2;
        ProtoField.Write(attribute, 20, ProtoField.Varint, ProtoField.WholeNumber(IntType));
        return attribute.ToArray();
    }

    /// <summary>The whole numbers of a node's attribute; empty when it has none of that name.</summary>
    public static List<long> Integers(OnnxNode node, string name)
    {
        var numbers = new List<long>();
        foreach (var attribute in node.Attributes)
        {
            var fields = ProtoField.Of(attribute);
            if (fields.Exists(f => f.Number == 1 && Encoding.UTF8.GetString(f.Raw) == name))
            {
                fields.ForEach(f => numbers.AddRange(f.Number == 8 ? f.Numbers() : []));
            }
        }

        return numbers;
    }

    private static OnnxNode ReadNode(byte[] raw)
    {
        var node = new OnnxNode(string.Empty, [], [], []);
        foreach (var field in ProtoField.Of(raw))
        {
            switch (field.Number)
            {
                case 1: node.Inputs.Add(Encoding.UTF8.GetString(field.Raw)); break;
                case 2: node.Outputs.Add(Encoding.UTF8.GetString(field.Raw)); break;
                case 4: node.Operator = Encoding.UTF8.GetString(field.Raw); break;
                case 5: node.Attributes.Add(field.Raw); break;
            }
        }

        return node;
    }

    private static byte[] WriteNode(OnnxNode node)
    {
        var raw = new MemoryStream();
        node.Inputs.ForEach(i => ProtoField.Write(raw, 1, ProtoField.Bytes, Encoding.UTF8.GetBytes(i)));
        node.Outputs.ForEach(o => ProtoField.Write(raw, 2, ProtoField.Bytes, Encoding.UTF8.GetBytes(o)));
        ProtoField.Write(raw, 4, ProtoField.Bytes, Encoding.UTF8.GetBytes(node.Operator));
        node.Attributes.ForEach(a => ProtoField.Write(raw, 5, ProtoField.Bytes, a));
        return raw.ToArray();
    }
}
