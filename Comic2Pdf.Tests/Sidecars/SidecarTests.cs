using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Comic2Pdf.Processing.Sidecars;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Tests.Functions.Search;

namespace Comic2Pdf.Tests.Sidecars;

/// <summary>What the formats' definitions ask for, on a book with every odd thing.</summary>
public sealed class SidecarTests
{
    private static readonly SidecarBook Book = new(
        "L'île & <la> \u0001 \"mer\"",
        "Série",
        [
            new SidecarPage("ch 1/p \"1\".jpg", 1000, 2000, PageTexts.Of("Mille sabords !", "a<b & \u0001c")),
            new SidecarPage("2.jpg", 300, 400, null),
            new SidecarPage("3.jpg", 120, 90, PageTexts.Of("past the edge of it")),
            new SidecarPage("4.jpg", 300, 400, new PageText(300, 400, [])),
        ]
    );

    [Theory]
    [InlineData("", 0)]
    [InlineData("json", 1)]
    [InlineData("JSON, hocr,alto ,mokuro,json", 4)]
    [InlineData("0", -1)]
    [InlineData("json,pdf", -1)]
    public void Parse_List_IsFormatsOrNothing(string list, int count) => Assert.Equal(count, Sidecar.Parse(list)?.Count ?? -1);

    [Theory]
    [InlineData(SidecarFormat.Json, ".json")]
    [InlineData(SidecarFormat.Hocr, ".hocr")]
    [InlineData(SidecarFormat.Alto, ".alto.xml")]
    [InlineData(SidecarFormat.Mokuro, ".mokuro")]
    public void Write_Twice_IsTheSameFileAndKnownAgain(SidecarFormat format, string ending)
    {
        Assert.Equal(ending, Sidecar.EndingOf(format));
        Assert.Equal(Written(format), Written(format));
        var path = Path.GetTempPath() + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(path, Written(format));
        Assert.True(Sidecar.IsOwn(path));
        File.WriteAllText(path, "{}");
        Assert.False(Sidecar.IsOwn(path));
        File.Delete(path);
    }

    [Fact]
    public void Write_Json_HasAllThatIsKnown()
    {
        var json = JsonDocument.Parse(Written(SidecarFormat.Json)).RootElement;
        Assert.Equal(4, json.GetProperty("pages").GetArrayLength());
        var page = json.GetProperty("pages")[0];
        Assert.Equal(
            (1, "ch 1/p \"1\".jpg", 1000),
            (page.GetProperty("page").GetInt32(), page.GetProperty("image").GetString(), page.GetProperty("width").GetInt32())
        );
        var balloon = page.GetProperty("balloons")[0];
        Assert.Equal("Mille sabords !", balloon.GetProperty("text").GetString());
        Assert.Equal([100, 100, 280, 40], balloon.GetProperty("box").EnumerateArray().Select(v => v.GetInt32()));
        var word = balloon.GetProperty("lines")[0].GetProperty("words")[1];
        Assert.Equal(("sabords", 90), (word.GetProperty("text").GetString(), word.GetProperty("confidence").GetInt32()));
    }

    [Fact]
    public void Write_Hocr_NestsTheClassesOfTheStandardInsideTheirBoxes()
    {
        XNamespace xhtml = "http://www.w3.org/1999/xhtml";
        var root = Xml(SidecarFormat.Hocr).Root!;
        Assert.Equal(xhtml + "html", root.Name);
        var meta = root.Element(xhtml + "head")!
            .Elements(xhtml + "meta")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Attribute("content")!.Value, StringComparer.Ordinal);
        Assert.Equal("comic2pdf", meta["ocr-system"]);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ocr_carea"] = "ocr_page",
            ["ocr_par"] = "ocr_carea",
            ["ocr_line"] = "ocr_par",
            ["ocrx_word"] = "ocr_line",
        };
        var capabilities = meta["ocr-capabilities"].Split(' ');
        var all = root.Descendants().Where(e => e.Attribute("class") is not null).ToList();
        foreach (var element in all)
        {
            var kind = element.Attribute("class")!.Value;
            Assert.Contains(kind, capabilities);
            var (left, top, right, bottom) = BoxOf(element);
            Assert.True(left <= right && top <= bottom);
            if (kind != "ocr_page")
            {
                Assert.Equal(parents[kind], element.Parent!.Attribute("class")!.Value);
                var outer = BoxOf(element.Parent);
                Assert.True(outer.Left <= left && outer.Top <= top && outer.Right >= right && outer.Bottom >= bottom, element.ToString());
            }
        }

        Assert.Equal(4, all.Count(e => e.Attribute("class")!.Value == "ocr_page"));
        Assert.Equal(all.Count, all.Select(e => e.Attribute("id")!.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("image \"ch 1/p '1'.jpg\"; bbox 0 0 1000 2000; ppageno 0", all[0].Attribute("title")!.Value);
        Assert.Contains(
            "x_wconf 90",
            all.First(e => e.Value == "sabords" && e.Attribute("class")!.Value == "ocrx_word").Attribute("title")!.Value,
            StringComparison.Ordinal
        );

        static (int Left, int Top, int Right, int Bottom) BoxOf(XElement element)
        {
            var box = element.Attribute("title")!.Value.Split("; ").Single(p => p.StartsWith("bbox ", StringComparison.Ordinal)).Split(' ');
            var numbers = box[1..].Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return (numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }

    [Fact]
    public void Write_Alto_HasTheElementsAndAttributesThatItsSchemaAsksFor()
    {
        XNamespace alto = "http://www.loc.gov/standards/alto/ns-v4#";
        var root = Xml(SidecarFormat.Alto).Root!;
        Assert.Equal(alto + "alto", root.Name);
        Assert.Equal(["Description", "Layout"], root.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(
            ["MeasurementUnit", "sourceImageInformation", "Processing"],
            root.Element(alto + "Description")!.Elements().Select(e => e.Name.LocalName)
        );
        var pages = root.Element(alto + "Layout")!.Elements(alto + "Page").ToList();
        Assert.Equal(["1", "2", "3", "4"], pages.Select(p => p.Attribute("PHYSICAL_IMG_NR")!.Value));
        foreach (var element in pages.SelectMany(p => p.Descendants()).Where(e => e.Name.LocalName != "SP"))
        {
            Assert.All(
                ["HPOS", "VPOS", "WIDTH", "HEIGHT"],
                a => Assert.True(int.Parse(element.Attribute(a)!.Value, System.Globalization.CultureInfo.InvariantCulture) >= 0)
            );
        }

        var ids = root.Descendants().Select(e => e.Attribute("ID")?.Value).OfType<string>().ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Equal(id, XmlConvert.VerifyNCName(id)));
        Assert.Equal(
            ["Mille", "sabords", "!"],
            pages[0].Descendants(alto + "TextLine").First().Elements(alto + "String").Select(s => s.Attribute("CONTENT")!.Value)
        );
        Assert.Equal("0.9", pages[0].Descendants(alto + "String").First().Attribute("WC")!.Value);
    }

    [Fact]
    public void Write_Mokuro_HasTheFieldsThatItsReadersAskFor()
    {
        var json = JsonDocument.Parse(Written(SidecarFormat.Mokuro)).RootElement;
        Assert.StartsWith("0.2.", json.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.Equal(("Série", Book.Title), (json.GetProperty("title").GetString(), json.GetProperty("volume").GetString()));
        Assert.NotEqual(json.GetProperty("title_uuid").GetGuid(), json.GetProperty("volume_uuid").GetGuid());
        var page = json.GetProperty("pages")[0];
        Assert.Equal(
            (1000, 2000, "ch 1/p \"1\".jpg"),
            (page.GetProperty("img_width").GetInt32(), page.GetProperty("img_height").GetInt32(), page.GetProperty("img_path").GetString())
        );
        var block = page.GetProperty("blocks")[0];
        Assert.Equal([100, 100, 380, 140], block.GetProperty("box").EnumerateArray().Select(v => v.GetInt32()));
        Assert.False(block.GetProperty("vertical").GetBoolean());
        Assert.Equal(40, block.GetProperty("font_size").GetDouble());
        Assert.Equal("Mille sabords !", block.GetProperty("lines")[0].GetString());
        Assert.Equal(4, block.GetProperty("lines_coords")[0].GetArrayLength());
        Assert.Empty(json.GetProperty("pages")[1].GetProperty("blocks").EnumerateArray());
    }

    private static byte[] Written(SidecarFormat format)
    {
        using var file = new MemoryStream();
        Sidecar.Write(format, file, Book);
        return file.ToArray();
    }

    private static XDocument Xml(SidecarFormat format) => XDocument.Parse(Encoding.UTF8.GetString(Written(format)));
}
