using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Worker;

/// <summary>A page's text, field by field.</summary>
internal static class PageTextFields
{
    /// <summary>Writes.</summary>
    public static void Write(BinaryWriter writer, PageText text)
    {
        writer.Write(text.Width);
        writer.Write(text.Height);
        writer.Write(text.QuarterTurns);
        writer.Write(text.Blocks.Count);
        foreach (var block in text.Blocks)
        {
            writer.Write(block.Lines.Count);
            foreach (var line in block.Lines)
            {
                Write(writer, line);
            }
        }
    }

    /// <summary>Reads.</summary>
    public static PageText Read(BinaryReader reader)
    {
        var (width, height, turns) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var blocks = new TextBlock[reader.ReadInt32()];
        for (var i = 0; i < blocks.Length; i++)
        {
            var lines = new TextLine[reader.ReadInt32()];
            for (var j = 0; j < lines.Length; j++)
            {
                lines[j] = ReadLine(reader);
            }

            blocks[i] = new TextBlock(lines);
        }

        return new PageText(width, height, blocks) { QuarterTurns = turns };
    }

    /// <summary>A text or null.</summary>
    public static void WriteOptional(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    /// <summary>A text or null.</summary>
    public static string? ReadOptional(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void Write(BinaryWriter writer, TextLine line)
    {
        writer.Write(line.Baseline.X1);
        writer.Write(line.Baseline.Y1);
        writer.Write(line.Baseline.X2);
        writer.Write(line.Baseline.Y2);
        writer.Write(line.Ascent);
        writer.Write(line.Descent);
        writer.Write(line.Words.Count);
        foreach (var word in line.Words)
        {
            writer.Write(word.Text);
            Write(writer, word.Box);
            writer.Write(word.Confidence);
            writer.WriteOptional(word.Language);
            writer.Write(word.Continuation.HasValue);
            if (word.Continuation is { } rest)
            {
                Write(writer, rest);
            }
        }
    }

    private static TextLine ReadLine(BinaryReader reader)
    {
        var baseline = new Baseline(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var (ascent, descent) = (reader.ReadDouble(), reader.ReadDouble());
        var words = new TextWord[reader.ReadInt32()];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = new TextWord(reader.ReadString(), ReadBox(reader), reader.ReadDouble())
            {
                Language = reader.ReadOptional(),
                Continuation = reader.ReadBoolean() ? ReadBox(reader) : null,
            };
        }

        return new TextLine(baseline, ascent, descent, words);
    }

    private static void Write(BinaryWriter writer, Box box)
    {
        writer.Write(box.X);
        writer.Write(box.Y);
        writer.Write(box.Width);
        writer.Write(box.Height);
    }

    private static Box ReadBox(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
}
