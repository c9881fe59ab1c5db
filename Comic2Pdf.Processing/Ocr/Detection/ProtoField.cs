namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>One field of a message in protocol buffers' wire format.</summary>
internal readonly struct ProtoField(int number, int wire, byte[] raw)
{
    /// <summary>Wire type of whole numbers.</summary>
    public const int Varint = 0;

    /// <summary>Wire type of texts, messages and packed numbers.</summary>
    public const int Bytes = 2;

    /// <summary>Wire type of floats.</summary>
    public const int Fixed32 = 5;

    private const int Fixed64 = 1;

    /// <summary>The field's number in its message.</summary>
    public int Number => number;

    /// <summary>How it is written.</summary>
    public int Wire => wire;

    /// <summary>Its bytes, without the length.</summary>
    public byte[] Raw => raw;

    /// <summary>The fields of a message, in order.</summary>
    public static List<ProtoField> Of(byte[] message)
    {
        var fields = new List<ProtoField>();
        for (var at = 0; at < message.Length;)
        {
            var tag = (int)ReadNumber(message, ref at);
            var start = at;
            int length;
            switch (tag & 7)
            {
                case Varint: _ = ReadNumber(message, ref at); length = at - start; at = start; break;
                case Fixed64: length = 8; break;
                case Bytes: length = (int)ReadNumber(message, ref at); break;
                case Fixed32: length = 4; break;
                default: throw new InvalidDataException("not an ONNX file");
            }

            fields.Add(new ProtoField(tag >> 3, tag & 7, message[at..(at + length)]));
            at += length;
        }

        return fields;
    }

    /// <summary>Appends a field to a message.</summary>
    public static void Write(MemoryStream target, int field, int wire, byte[] raw)
    {
        target.Write(WholeNumber((field << 3) | wire));
        if (wire == Bytes)
        {
            target.Write(WholeNumber(raw.Length));
        }

        target.Write(raw);
    }

    private static long ReadNumber(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (long)(message[at] & 127) << shift;
            if (message[at++] < 128)
            {
                return value;
            }
        }
    }

    /// <summary>A whole number as it is written.</summary>
    public static byte[] WholeNumber(long value)
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

    /// <summary>Its whole numbers: one, or many packed.</summary>
    public List<long> Numbers()
    {
        var numbers = new List<long>();
        for (var at = 0; at < raw.Length;)
        {
            numbers.Add(ReadNumber(raw, ref at));
        }

        return numbers;
    }
}
