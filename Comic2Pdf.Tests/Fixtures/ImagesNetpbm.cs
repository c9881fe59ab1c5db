using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Writes Netpbm files of every kind.</summary>
internal static class ImagesNetpbm
{
    /// <param name="raster">The picture; gray or black and white where the kind is.</param>
    /// <param name="kind">1 to 6, or 7 with <paramref name="tuple"/>.</param>
    /// <param name="max">Largest value.</param>
    /// <param name="comment">Stands in the header.</param>
    /// <param name="tuple">Of PAM: GRAYSCALE, RGB or RGB_ALPHA.</param>
    public static byte[] Build(ImagesRaster raster, int kind, int max = 255, string comment = "", string tuple = "RGB")
    {
        var channels =
            kind == 7
                ? tuple switch
                {
                    "GRAYSCALE" => 1,
                    "RGB_ALPHA" => 4,
                    _ => 3,
                }
            : kind is 3 or 6 ? 3
            : 1;
        var header =
            kind == 7
                ? $"P7\n{comment}WIDTH {raster.Width}\nHEIGHT {raster.Height}\nDEPTH {channels}\nMAXVAL {max}\nTUPLTYPE {tuple}\nENDHDR\n"
                : $"P{kind}\n{comment}{raster.Width} {raster.Height}\n{(kind is 1 or 4 ? string.Empty : $"{max}\n")}";
        var samples = Enumerable
            .Range(0, raster.Width * raster.Height)
            .SelectMany(i =>
                Enumerable.Range(0, channels).Select(c => c == 3 ? max : (int)Math.Round(raster.Rgb[(3 * i) + c] * max / 255.0))
            )
            .ToArray();
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(header));
        switch (kind)
        {
            case 1:
                file.Write(Encoding.ASCII.GetBytes(string.Join(' ', samples.Select(s => s == 0 ? 1 : 0))));
                break;
            case 2 or 3:
                file.Write(Encoding.ASCII.GetBytes(string.Join('\n', samples)));
                break;
            case 4:
                foreach (var row in samples.Chunk(raster.Width))
                {
                    file.Write([.. row.Chunk(8).Select(bits => (byte)bits.Select((s, i) => s == 0 ? 0x80 >> i : 0).Sum())]);
                }

                break;
            default:
                foreach (var sample in samples)
                {
                    file.Write(max > 255 ? [(byte)(sample >> 8), (byte)sample] : [(byte)sample]);
                }

                break;
        }

        return file.ToArray();
    }
}
