using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Archives;

public sealed class FaultyDiskTests
{
    public static TheoryData<Packing> AllPackings => AnyArchive.All;

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task ReadEntries_DiskFailsAtAnyRead_IsNotReadableAndTransient(Packing packing)
    {
        var archive = await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3, padding: 20_000));
        using var counting = new FaultyStream(archive);
        Assert.Null(Read(counting));
        Assert.True(counting.Reads > 3);
        for (var read = 1; read <= counting.Reads; read++)
        {
            using var stream = new FaultyStream(archive, failsAtRead: read);
            var e = Read(stream);
            Assert.True(e is { Code: ErrorCode.InputNotReadable, IsTransient: true }, $"read {read} of {counting.Reads}: {e}");
            Assert.True(stream.IsDisposed);
        }
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task ReadEntries_BadSectorInTheMiddle_IsNotReadable(Packing packing)
    {
        var archive = await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3, padding: 50_000));
        using var stream = new FaultyStream(archive, failsBeyond: archive.Length / 2);
        Assert.Equal(ErrorCode.InputNotReadable, Read(stream)?.Code);
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task Dispose_DiskFailsWithAnEntryHalfRead_DoesNotThrow(Packing packing)
    {
        var large = Enumerable.Range(0, 60).SelectMany(i => TinyImages.Jpeg(i, padding: 50_000)).ToArray();
        var archive = await AnyArchive.BuildAsync(packing, ("1.jpg", large), ("2.jpg", large));
        using var stream = new FaultyStream(archive);
        var opened = ComicArchive.Open(stream);
        using var entries = opened.ReadEntries().GetEnumerator();
        Assert.True(entries.MoveNext());
        Assert.False(entries.Current.IsWhole);
        stream.IsBroken = true;
        opened.Dispose();
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public void Open_NoRightToRead_IsNotReadable()
    {
        using var stream = new FaultyStream(new byte[100], failsAtRead: 1, fault: new UnauthorizedAccessException("no"));
        Assert.Equal(ErrorCode.InputNotReadable, Read(stream)?.Code);
    }

    [Theory]
    [MemberData(nameof(AllPackings))]
    public async Task ReadEntries_Cancelled_StopsWithoutAnError(Packing packing)
    {
        using var archive = ComicArchive.Open(new MemoryStream(await AnyArchive.BuildAsync(packing, AnyArchive.Pages(3))));
        using var stop = new CancellationTokenSource();
        using var entries = archive.ReadEntries(stop.Token).GetEnumerator();
        Assert.True(entries.MoveNext());
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => entries.MoveNext());
    }

    private static ComicException? Read(Stream stream)
    {
        try
        {
            using var archive = ComicArchive.Open(stream);
            Assert.Equal(3, archive.ReadEntries().Count(entry => entry.ReadPieces().Sum(p => p.Length) > 20_000));
            return null;
        }
        catch (ComicException e)
        {
            return e;
        }
    }
}
