using System.Runtime.InteropServices;
using System.Text;

namespace Comic2Pdf.FoldModel;

/// <summary>
/// The nodes of an ONNX file, to be changed before the file is loaded. Just as much of the format (onnx.proto3, in protocol buffers' wire
/// format) as that takes; everything else is carried along as it is.
/// </summary>
internal sealed class OnnxGraph
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int FloatType = 1;
    private const int Varint = 0;
    private const int Bytes = 2;

    private readonly List<Field> _model = [];
    private readonly List<Field> _graph = [];

    /// <summary>Reads a file.</summary>
    public OnnxGraph(byte[] file)
    {
        foreach (var field in Fields(file))
        {
            if (field.Number != ModelGraph)
            {
                _model.Add(field);
                continue;
            }

            foreach (var part in Fields(field.Raw))
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
        Nodes.ForEach(n => Write(graph, GraphNode, Bytes, WriteNode(n)));
        _graph.ForEach(p => Write(graph, p.Number, p.Wire, p.Raw));
        var model = new MemoryStream();
        _model.ForEach(p => Write(model, p.Number, p.Wire, p.Raw));
        Write(model, ModelGraph, Bytes, graph.ToArray());
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
        foreach (var part in Fields(attribute))
        {
            foreach (var field in part.Number == 5 ? Fields(part.Raw) : [])
            {
                switch (field.Number)
                {
                    case 1:
                        shape.AddRange(field.Numbers());
                        break;
                    case 2 when field.Numbers()[0] != FloatType:
                        return null;
                    case 9:
                        values = MemoryMarshal.Cast<byte, float>(field.Raw).ToArray();
                        break;
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
            Write(tensor, 1, Varint, Number(side));
        }

        Write(tensor, 2, Varint, Number(FloatType));
        Write(tensor, 9, Bytes, MemoryMarshal.AsBytes<float>(values).ToArray());
        var attribute = new MemoryStream();
        Write(attribute, 1, Bytes, "value"u8.ToArray());
        Write(attribute, 5, Bytes, tensor.ToArray());
        const int TensorType = 4;
        Write(attribute, 20, Varint, Number(TensorType));
        return new OnnxNode("Constant", [], [name], [attribute.ToArray()]);
    }

    /// <summary>An attribute that is a float.</summary>
    public static byte[] Attribute(string name, float value)
    {
        var attribute = new MemoryStream();
        Write(attribute, 1, Bytes, Encoding.UTF8.GetBytes(name));
        Write(attribute, 2, 5, BitConverter.GetBytes(value));
        Write(attribute, 20, Varint, Number(FloatType));
        return attribute.ToArray();
    }

    /// <summary>An attribute that is one whole number.</summary>
    public static byte[] Attribute(string name, long value)
    {
        var attribute = new MemoryStream();
        Write(attribute, 1, Bytes, Encoding.UTF8.GetBytes(name));
        Write(attribute, 3, Varint, Number(value));
        const int IntType = 2;
        Write(attribute, 20, Varint, Number(IntType));
        return attribute.ToArray();
    }

    /// <summary>The whole numbers of a node's attribute; empty when it has none of that name.</summary>
    public static List<long> Integers(OnnxNode node, string name)
    {
        var numbers = new List<long>();
        foreach (var attribute in node.Attributes)
        {
            var fields = Fields(attribute);
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
        foreach (var field in Fields(raw))
        {
            switch (field.Number)
            {
                case 1:
                    node.Inputs.Add(Encoding.UTF8.GetString(field.Raw));
                    break;
                case 2:
                    node.Outputs.Add(Encoding.UTF8.GetString(field.Raw));
                    break;
                case 4:
                    node.Operator = Encoding.UTF8.GetString(field.Raw);
                    break;
                case 5:
                    node.Attributes.Add(field.Raw);
                    break;
            }
        }

        return node;
    }

    private static byte[] WriteNode(OnnxNode node)
    {
        var raw = new MemoryStream();
        node.Inputs.ForEach(i => Write(raw, 1, Bytes, Encoding.UTF8.GetBytes(i)));
        node.Outputs.ForEach(o => Write(raw, 2, Bytes, Encoding.UTF8.GetBytes(o)));
        Write(raw, 4, Bytes, Encoding.UTF8.GetBytes(node.Operator));
        node.Attributes.ForEach(a => Write(raw, 5, Bytes, a));
        return raw.ToArray();
    }

    private static List<Field> Fields(byte[] message)
    {
        var fields = new List<Field>();
        for (var at = 0; at < message.Length; )
        {
            var tag = (int)ReadNumber(message, ref at);
            var start = at;
            int length;
            switch (tag & 7)
            {
                case Varint:
                    _ = ReadNumber(message, ref at);
                    length = at - start;
                    at = start;
                    break;
                case 1:
                    length = 8;
                    break;
                case Bytes:
                    length = (int)ReadNumber(message, ref at);
                    break;
                case 5:
                    length = 4;
                    break;
                default:
                    throw new InvalidDataException("not an ONNX file");
            }

            if (length < 0 || length > message.Length - at)
            {
                throw new InvalidDataException("not an ONNX file");
            }

            fields.Add(new Field(tag >> 3, tag & 7, message[at..(at + length)]));
            at += length;
        }

        return fields;
    }

    private static void Write(MemoryStream target, int field, int wire, byte[] raw)
    {
        target.Write(Number((field << 3) | wire));
        if (wire == Bytes)
        {
            target.Write(Number(raw.Length));
        }

        target.Write(raw);
    }

    private static long ReadNumber(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= message.Length || shift > 63)
            {
                throw new InvalidDataException("not an ONNX file");
            }

            value |= (long)(message[at] & 127) << shift;
            if (message[at++] < 128)
            {
                return value;
            }
        }
    }

    private static byte[] Number(long value)
    {
        var raw = new List<byte>();
        for (var rest = (ulong)value; ; rest >>= 7)
        {
            raw.Add((byte)((rest & 127) | (rest > 127 ? 128u : 0)));
            if (rest <= 127)
            {
                return [.. raw];
            }
        }
    }

    /// <summary>One field of a message.</summary>
    private readonly struct Field(int number, int wire, byte[] raw)
    {
        public int Number => number;

        public int Wire => wire;

        public byte[] Raw => raw;

        /// <summary>Its whole numbers: one, or many packed.</summary>
        public List<long> Numbers()
        {
            var numbers = new List<long>();
            for (var at = 0; at < raw.Length; )
            {
                numbers.Add(ReadNumber(raw, ref at));
            }

            return numbers;
        }
    }
}
