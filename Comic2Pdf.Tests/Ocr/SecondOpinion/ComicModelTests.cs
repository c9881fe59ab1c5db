using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class ComicModelTests
{
    [Fact]
    public void Load_Model_IsTheOneOfTheRecipe() =>
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "training", "model.onnx")), ComicModel.Load());

    [Fact]
    public void Load_Model_IsSmallEnoughForTheRepository() => Assert.InRange(ComicModel.Load().Length, 1_000_000, 4_000_000);

    [Fact]
    public void Version_Model_IsAHash() => Assert.Matches("^[0-9a-f]{12}$", ComicModel.Version);
}
