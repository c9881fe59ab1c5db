using System.Buffers.Binary;
using System.Text;
using NetVips;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Puts AV1 pictures that an encoder wrote into containers that it does not write: grids, animations, light of high dynamic range (ISO/IEC 23008-12, AVIF 1.1).</summary>
internal static class ImagesAvif
{
    /// <summary>One picture made of equal tiles.</summary>
    public static byte[] Grid(IReadOnlyList<Image> tiles, int columns)
    {
        var files = tiles.Select(Encode).ToList();
        var (w, h) = (tiles[0].Width, tiles[0].Height);
        var rows = tiles.Count / columns;
        byte[] grid = [0, 0, (byte)(rows - 1), (byte)(columns - 1), .. U16(w * columns), .. U16(h * rows)];
        byte[][] items = [grid, .. files.Select(f => Payload(f))];
        var properties = Box(
            "ipco",
            Full("ispe", U32(w * columns), U32(h * rows)),
            Full("ispe", U32(w), U32(h)),
            Full("pixi", [3, 8, 8, 8]),
            Property(files[0], "av1C")
        );
        byte[] associations =
        [
            .. U32(items.Length),
            .. U16(1),
            2,
            1,
            3,
            .. Enumerable.Range(2, tiles.Count).SelectMany(i => (byte[])[.. U16(i), 3, 2, 3, 0x84]),
        ];
        var references = Full("iref", Box("dimg", U16(1), U16(tiles.Count), [.. Enumerable.Range(2, tiles.Count).SelectMany(U16)]));
        var info = Full(
            "iinf",
            U16(items.Length),
            Item(1, "grid", isHidden: false),
            [.. Enumerable.Range(2, tiles.Count).SelectMany(i => Item(i, "av01", isHidden: true))]
        );
        return Assemble(
            "avif",
            items,
            offset => Meta(items, offset, info, references, Box("iprp", properties, Full("ipma", associations)))
        );
    }

    /// <summary>An animation; with its first picture as a still one beside it, or without any.</summary>
    public static byte[] Animation(IReadOnlyList<Image> frames, bool hasStill)
    {
        var files = frames.Select(Encode).ToList();
        var items = files.Select(Payload).ToArray();
        var (w, h) = (frames[0].Width, frames[0].Height);
        var properties = Box("ipco", Full("ispe", U32(w), U32(h)), Full("pixi", [3, 8, 8, 8]), Property(files[0], "av1C"));
        byte[] associations = [.. U32(1), .. U16(1), 3, 1, 2, 0x83];
        var info = Full("iinf", U16(1), Item(1, "av01", isHidden: false));
        return Assemble(
            "avis",
            items,
            offset =>
                [
                    .. hasStill ? Meta(items[..1], offset, info, Box("iprp", properties, Full("ipma", associations))) : [],
                    .. Movie(items, offset, w, h, Property(files[0], "av1C")),
                ]
        );
    }

    /// <summary>The same file that says what its light and colours are.</summary>
    public static byte[] WithLight(byte[] avif, int primaries, int transfer)
    {
        var copy = avif.ToArray();
        var at = copy.AsSpan().IndexOf("colrnclx"u8);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 8), (ushort)primaries);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 10), (ushort)transfer);
        return copy;
    }

    private static byte[] Encode(Image image) =>
        image.HeifsaveBuffer(lossless: true, compression: Enums.ForeignHeifCompression.Av1, keep: Enums.ForeignKeep.None);

    private static byte[] Payload(byte[] file)
    {
        var at = file.AsSpan().IndexOf("mdat"u8);
        return file[(at + 4)..(at - 4 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at - 4)))];
    }

    private static byte[] Property(byte[] file, string type)
    {
        var at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) - 4;
        return file[at..(at + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))];
    }

    private static byte[] Assemble(string brand, byte[][] items, Func<int, byte[]> describe)
    {
        var start = Box(
            "ftyp",
            Encoding.ASCII.GetBytes(brand),
            U32(0),
            Encoding.ASCII.GetBytes(brand + "avifmif1miaf" + (brand == "avis" ? "msf1" : string.Empty))
        );
        var offset = start.Length + describe(0).Length + 8;
        return [.. start, .. describe(offset), .. Box("mdat", items)];
    }

    private static byte[] Meta(byte[][] items, int offset, params byte[][] boxes)
    {
        var location = new List<byte>([0x44, 0x00, .. U16(items.Length)]);
        for (var i = 0; i < items.Length; i++)
        {
            location.AddRange([
                .. U16(i + 1),
                .. U16(0),
                .. U16(1),
                .. U32(offset + items.Take(i).Sum(x => x.Length)),
                .. U32(items[i].Length),
            ]);
        }

        return Full(
            "meta",
            [Full("hdlr", U32(0), "pict"u8.ToArray(), new byte[13]), Full("pitm", U16(1)), Full("iloc", [.. location]), .. boxes]
        );
    }

    private static byte[] Item(int id, string type, bool isHidden) =>
        Box("infe", [2, 0, 0, (byte)(isHidden ? 1 : 0)], U16(id), U16(0), Encoding.ASCII.GetBytes(type), [0]);

    private static byte[] Movie(byte[][] items, int offset, int width, int height, byte[] configuration)
    {
        byte[] matrix = [.. U32(0x10000), .. new byte[12], .. U32(0x10000), .. new byte[12], .. U32(0x40000000)];
        var duration = 10 * items.Length;
        var sample = Box(
            "av01",
            new byte[6],
            U16(1),
            new byte[16],
            U16(width),
            U16(height),
            U32(0x480000),
            U32(0x480000),
            U32(0),
            U16(1),
            new byte[32],
            U16(24),
            [0xFF, 0xFF],
            configuration
        );
        var table = Box(
            "stbl",
            Full("stsd", U32(1), sample),
            Full("stts", U32(1), U32(items.Length), U32(10)),
            Full("stsc", U32(1), U32(1), U32(items.Length), U32(1)),
            Full("stsz", U32(0), U32(items.Length), [.. items.SelectMany(i => U32(i.Length))]),
            Full("stco", U32(1), U32(offset)),
            Full("stss", U32(items.Length), [.. Enumerable.Range(1, items.Length).SelectMany(U32)])
        );
        var media = Box(
            "mdia",
            Full("mdhd", new byte[8], U32(100), U32(duration), U32(0x55C40000)),
            Full("hdlr", U32(0), "pict"u8.ToArray(), new byte[13]),
            Box("minf", Box("vmhd", [0, 0, 0, 1], new byte[8]), Box("dinf", Full("dref", U32(1), Box("url ", [0, 0, 0, 1]))), table)
        );
        return Box(
            "moov",
            Full("mvhd", new byte[8], U32(100), U32(duration), U32(0x10000), U16(0x100), new byte[10], matrix, new byte[24], U32(2)),
            Box(
                "trak",
                Box(
                    "tkhd",
                    [0, 0, 0, 3],
                    new byte[8],
                    U32(1),
                    U32(0),
                    U32(duration),
                    new byte[16],
                    matrix,
                    U32(width << 16),
                    U32(height << 16)
                ),
                media
            )
        );
    }

    private static byte[] Box(string type, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(p => p)];
        return [.. U32(8 + body.Length), .. Encoding.ASCII.GetBytes(type), .. body];
    }

    private static byte[] Full(string type, params byte[][] parts) => Box(type, [new byte[4], .. parts]);

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
