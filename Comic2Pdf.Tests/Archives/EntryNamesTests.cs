using System.Text;
using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

/// <summary>Names in code pages that the archive does not tell.</summary>
public sealed class EntryNamesTests
{
    public static TheoryData<int, string> Names =>
        new()
        {
            { 932, "第1話/001.jpg|第2話/001.jpg|第10話/001.jpg" },
            { 932, "表紙.jpg" },
            { 932, "能力/ソ.jpg|能力/予.jpg|十/表.jpg" },
            { 932, "ソードアート/ページ01.jpg|ソードアート/ページ02.jpg" },
            { 932, "漫画 第01巻/漫画_01_001.jpg" },
            { 936, "第1话/001.jpg|第2话/001.jpg|第10话/001.jpg" },
            { 936, "封面.jpg" },
            { 936, "火影忍者/第001卷/封面.jpg|火影忍者/第001卷/001.jpg" },
            { 936, "漫画/目录.jpg" },
            { 437, "épisode 1/page é.jpg" },
            { 437, "Astérix/Été 01.jpg|Astérix/Été 02.jpg" },
            { 437, "Müller - Größe.jpg" },
            { 437, "ñandú.jpg" },
            { 437, "É.jpg" },
            { 437, "garçon naïve voilà.jpg" },
            { 437, "Tintin à la mer.jpg" },
            { 65001, "第1話/001.jpg|Été.jpg" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadEntries_NamesOfACodePage_AreText(int codePage, string names)
    {
        var encoding = codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var expected = names.Split('|');
        var zip = expected
            .Aggregate(
                new ZipBuilder(),
                (z, n) => z.Add(new ZipItem(string.Empty, TinyImages.Jpeg(1)) { Name = encoding.GetBytes(n), Flags = 0 })
            )
            .Build();
        var rar4 = expected.Aggregate(new Rar4Builder(), (r, n) => r.Stored(encoding.GetBytes(n), TinyImages.Jpeg(1))).Build();
        using var tar = new MemoryStream();
        foreach (var name in expected)
        {
            TarBuilder.WriteRaw(tar, '0', encoding.GetBytes(name), TinyImages.Jpeg(1).Length, TinyImages.Jpeg(1));
        }

        tar.Write(new byte[1024]);
        foreach (var archive in (byte[][])[zip, rar4, tar.ToArray()])
        {
            using var opened = ComicArchive.Open(new MemoryStream(archive));
            Assert.Equal(expected, opened.ReadEntries().Select(e => e.Name));
        }
    }

    [Fact]
    public void ReadEntries_BackslashesBetweenFolders_AreSeparatorsInACodePageToo()
    {
        // In Shift-JIS the second half of "ソ" and "表" is a backslash.
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        var zip = new ZipBuilder()
            .Add(new ZipItem(string.Empty, TinyImages.Jpeg(1)) { Name = encoding.GetBytes("ソース\\表\\1.jpg"), Flags = 0 })
            .Build();
        using var opened = ComicArchive.Open(new MemoryStream(zip));
        Assert.Equal("ソース\\表\\1.jpg", opened.ReadEntries().Single().Name);
    }

    [Fact]
    public void ReadEntries_SomeNamesUtf8_EachIsReadAsItIs()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        var zip = new ZipBuilder()
            .Stored("あとがき.jpg", TinyImages.Jpeg(1))
            .Add(new ZipItem(string.Empty, TinyImages.Jpeg(1)) { Name = encoding.GetBytes("はじめに.jpg"), Flags = 0 })
            .Build();
        using var opened = ComicArchive.Open(new MemoryStream(zip));
        Assert.Equal(["あとがき.jpg", "はじめに.jpg"], opened.ReadEntries().Select(e => e.Name));
    }
}
