using System.Globalization;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

/// <summary>Whatever the bytes are: a PDF or one permanent error, soon.</summary>
public sealed class ArchiveFuzzTests(Converting converting)
{
    private const int Mutants = 300;

    public static TheoryData<Packing> AllPackings => AnyArchive.All;

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Convert_BrokenAtRandom_IsAPdfOrOnePermanentError(Packing packing) =>
        await FuzzAsync(await AnyArchive.BuildAsync(packing, Pages()), Mutants);

    [Theory]
    [InlineData("-m0=BZip2")]
    [InlineData("-m0=PPMd")]
    [InlineData("-m0=Deflate")]
    [InlineData("-m0=LZMA2", "-mhc=off", "-ms=off")]
    public async Task Convert_BrokenSevenZipOfOtherMethods_IsAPdfOrOnePermanentError(params string[] switches) =>
        await FuzzAsync(await SevenZip.PackAsync(Pages(), switches), Mutants / 2);

    [Theory]
    [InlineData("-mm=BZip2")]
    [InlineData("-mm=PPMd")]
    [InlineData("-mm=LZMA")]
    [InlineData("-mm=Deflate64")]
    public async Task Convert_BrokenZipOfOtherMethods_IsAPdfOrOnePermanentError(params string[] switches) =>
        await FuzzAsync(await SevenZip.PackAsync(Pages(), "-tzip", switches), Mutants / 2);

    [Fact]
    public async Task Convert_BrokenSevenZipDirectoryWithRightChecksums_IsAPdfOrOnePermanentError()
    {
        var archive = await SevenZip.PackAsync(Pages(), "-mx1", "-mhc=off");
        var start = 32 + (int)BitConverter.ToInt64(archive, 12);
        await FuzzAsync(
            archive,
            Mutants,
            seed =>
            {
                // Past the checksum: what the library's parser meets when a file was made to hurt it.
                var random = new Random(seed);
                var broken = (byte[])archive.Clone();
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    broken[random.Next(start, broken.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
                }

                return SevenZipPatch.Resealed(broken);
            }
        );
    }

    [Theory]
    [InlineData("rar4_compressed.cbr")]
    [InlineData("rar4_solid.cbr")]
    public async Task Convert_BrokenCompressedRar_IsAPdfOrOnePermanentError(string name) =>
        await FuzzAsync(await File.ReadAllBytesAsync(Repository.CorpusPath(name)), 60);

    private static (string Name, byte[] Data)[] Pages() =>
        [
            ("1.jpg", TinyImages.Jpeg(1, 200)),
            ("2.png", TinyImages.Png(2)),
            ("ComicInfo.xml", [.. "<ComicInfo><Title>T</Title></ComicInfo>"u8]),
            ("n.txt", [1, 2, 3]),
        ];

    private async Task FuzzAsync(byte[] archive, int count, Func<int, byte[]>? mutate = null)
    {
        for (var seed = 0; seed < count; seed++)
        {
            using var folder = new TestFolder();
            var path = folder.Write("book.cbz", mutate?.Invoke(seed) ?? Mutations.Of(archive, seed));
            var outcome = await Record.ExceptionAsync(() => converting.ConvertAsync(folder, path));
            var isOurs = outcome is null or ComicException { IsTransient: false };
            Assert.True(isOurs, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {outcome}"));
            Assert.Equal(outcome is null ? 1 : 0, Directory.GetFiles(folder.Out).Length);
            Assert.Single(Directory.GetFiles(folder.In));
        }
    }
}
