using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Comic2Pdf.Processing.Pdf;

/// <summary>
/// The font of the text layer: it draws nothing, and maps every code to the character that was read. A Type 0 font with Identity-H over
/// an embedded TrueType font of blank glyphs (ISO 32000-1, 9.7), so any script works and no viewer looks for a substitute.
/// </summary>
internal sealed class GlyphlessFont
{
    /// <summary>Width of every glyph, in thousandths of the font size.</summary>
    public const int Advance = 500;

    /// <summary>
    /// Height above and depth below the baseline, in thousandths of the font size. Together less than the size, as the letters of a real
    /// font are: by the size viewers decide which gaps part words, and which paragraphs.
    /// </summary>
    public const int Ascent = 640;

    /// <inheritdoc cref="Ascent"/>
    public const int Descent = -160;

    private readonly Dictionary<Rune, int> _codes = [];

    /// <summary>The hexadecimal codes of a word, and how many glyphs they are.</summary>
    public (string Hex, int Glyphs) Encode(string text)
    {
        var hex = new StringBuilder(text.Length * 4);
        var glyphs = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!_codes.TryGetValue(rune, out var code))
            {
                // Code 0 is .notdef. Past two bytes of distinct characters a book would be unheard of.
                code = Math.Min(_codes.Count + 1, ushort.MaxValue);
                _codes.Add(rune, code);
            }

            hex.Append(code.ToString("X4", CultureInfo.InvariantCulture));
            glyphs++;
        }

        return (hex.ToString(), glyphs);
    }

    /// <summary>Writes the font's objects, once all text is encoded.</summary>
    public void Write(PdfWriter pdf, int id)
    {
        var program = BuildProgram();
        var file = pdf.FlateStream($"/Length1 {program.Length}", program);
        var descriptor = pdf.Object(
            $"<</Type/FontDescriptor/FontName/Glyphless/Flags 4/FontBBox[0 {Descent} {Advance} {Ascent}]/ItalicAngle 0/Ascent {Ascent}/Descent {Descent}"
                + $"/CapHeight {Ascent}/StemV 80/MissingWidth {Advance}/FontFile2 {file} 0 R>>"
        );

        // Every code is the same blank glyph.
        var map = new byte[2 * (_codes.Count + 1)];
        for (var i = 1; i < map.Length; i += 2)
        {
            map[i] = 1;
        }

        var toGlyph = pdf.FlateStream(string.Empty, map);
        var cid = pdf.Object(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Glyphless/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                + $"/FontDescriptor {descriptor} 0 R/DW {Advance}/CIDToGIDMap {toGlyph} 0 R>>"
        );
        var toUnicode = pdf.FlateStream(string.Empty, Encoding.ASCII.GetBytes(BuildToUnicode()));
        pdf.Object(
            $"<</Type/Font/Subtype/Type0/BaseFont/Glyphless/Encoding/Identity-H/DescendantFonts[{cid} 0 R]/ToUnicode {toUnicode} 0 R>>",
            id
        );
    }

    private string BuildToUnicode()
    {
        // 9.10.3; a block holds at most 100 lines (Adobe Technical Note 5014).
        const int BlockSize = 100;
        var cmap = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        );
        foreach (var block in _codes.Chunk(BlockSize))
        {
            cmap.Append(block.Length).Append(" beginbfchar\n");
            foreach (var (rune, code) in block)
            {
                cmap.Append('<')
                    .Append(code.ToString("X4", CultureInfo.InvariantCulture))
                    .Append("> <")
                    .Append(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString())))
                    .Append(">\n");
            }

            cmap.Append("endbfchar\n");
        }

        return cmap.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    /// <summary>A TrueType program of two glyphs that show nothing, with just the tables that a CIDFontType2 must have (9.9, table 126).</summary>
    private static byte[] BuildProgram()
    {
        const int UnitsPerEm = 1000;
        var head = new byte[54];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(12), 0x5F0F3CF5);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(16), 0b11);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(18), UnitsPerEm);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(38), Descent);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(40), Advance);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(42), Ascent);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(46), 8);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(48), 2);

        var hhea = new byte[36];
        BinaryPrimitives.WriteUInt32BigEndian(hhea, 0x00010000);
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(4), Ascent);
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(6), Descent);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(10), Advance);
        BinaryPrimitives.WriteInt16BigEndian(hhea.AsSpan(18), 1);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), 1);

        var maxp = new byte[32];
        BinaryPrimitives.WriteUInt32BigEndian(maxp, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(14), 2);

        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(6), 2);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(8), 1);

        // One width for both glyphs, then the second's side bearing.
        var hmtx = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(hmtx, Advance);

        // Offsets in words: .notdef is empty, the other glyph is the whole table.
        var loca = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(loca.AsSpan(4), (ushort)(BuildGlyph().Length / 2));
        (string Tag, byte[] Data)[] tables =
        [
            ("glyf", BuildGlyph()),
            ("head", head),
            ("hhea", hhea),
            ("hmtx", hmtx),
            ("loca", loca),
            ("maxp", maxp),
        ];
        return Assemble(tables);
    }

    /// <summary>
    /// An outline that goes from corner to corner and back: it encloses nothing, so it can never show, yet it has a box. Viewers built on
    /// pdfium find the word under the mouse by that box; without one, only clicks right on the baseline would hit.
    /// </summary>
    private static byte[] BuildGlyph()
    {
        short[] fields = [1, 0, Descent, Advance, Ascent, 1, 0, 0x0101, 0, Advance, Descent, Ascent - Descent];
        var glyph = new byte[2 * fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            // Contours; box; last point; no instructions; two points on the curve; their steps across and up (OpenType, "glyf").
            BinaryPrimitives.WriteInt16BigEndian(glyph.AsSpan(2 * i), fields[i]);
        }

        return glyph;
    }

    private static byte[] Assemble((string Tag, byte[] Data)[] tables)
    {
        const int DirectoryEntry = 16;
        var at = 12 + (DirectoryEntry * tables.Length);
        var font = new byte[at + tables.Sum(t => (t.Data.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Length);
        // Search helpers for six tables: 4 is the largest power of two below.
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), 64);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), 2);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)((DirectoryEntry * tables.Length) - 64));
        var entry = font.AsSpan(12);
        var head = 0;
        foreach (var (tag, data) in tables)
        {
            data.CopyTo(font, at);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(font.AsSpan(at, (data.Length + 3) & ~3)));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)data.Length);
            head = tag == "head" ? at : head;
            entry = entry[DirectoryEntry..];
            at += (data.Length + 3) & ~3;
        }

        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(head + 8), 0xB1B0AFBA - Sum(font));
        return font;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (; data.Length >= 4; data = data[4..])
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        }

        return sum;
    }
}
