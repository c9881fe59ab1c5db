using System.Text.Json;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

/// <summary>The canonical text is a contract: another text is another job key, and all archives would be converted again.</summary>
[Trait("Storage", "files")]
public sealed class JobProfileTests
{
    private static readonly ToolVersions Tools = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["z"] = "1", ["a"] = "2" },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["tesseract"] = "5.3.0" },
        []
    );

    [Fact]
    public void Create_Profile_IsSortedWithoutBlanks()
    {
        var profile = JobProfile.Create("fra+eng", Tools);
        Assert.Equal(
            "{\"ocr\":{\"deskew\":false,\"lang\":\"eng+fra\",\"optimize\":0,\"rotatePages\":true,\"tools\":{\"tesseract\":\"5.3.0\"}},\"prep\":{\"tools\":{\"a\":\"2\",\"z\":\"1\"}}}",
            profile.Json
        );
        Assert.Equal(("eng+fra", false), (profile.Languages, profile.Deskew));
    }

    [Theory]
    [InlineData("eng+fra")]
    [InlineData("fra+eng+fra")]
    [InlineData("+fra++eng")]
    public void Create_SameLanguages_AreTheSameProfile(string languages) =>
        Assert.Equal(JobProfile.Create("fra+eng", Tools), JobProfile.Create(languages, Tools));

    [Fact]
    public void Create_Auto_NamesWhatItFindsTheLanguageAmong()
    {
        var tools = Tools with { Languages = ["osd", "fra", "eng", "jpn_vert"] };

        var profile = JobProfile.Create("auto", tools);

        Assert.Equal("auto", profile.Languages);
        Assert.Contains("\"lang\":\"auto\"", profile.Json, StringComparison.Ordinal);
        Assert.Contains("\"tools\":{\"languages\":\"eng+fra\",\"tesseract\":\"5.3.0\"}", profile.Json, StringComparison.Ordinal);
        Assert.Equal(profile, JobProfile.Create("auto", tools with { Languages = ["fra", "eng"] }));
        Assert.NotEqual(profile.Hash, JobProfile.Create("auto", tools with { Languages = ["fra", "eng", "deu"] }).Hash);
    }

    [Fact]
    public void Create_WithDetails_HasThemSortedInPrep()
    {
        var details = new BookDetails
        {
            Title = "Été",
            Author = "A",
            RightToLeft = true,
        };
        var profile = JobProfile.Create("eng", Tools, details: details);
        Assert.EndsWith(
            ",\"prep\":{\"info\":{\"author\":\"A\",\"rtl\":true,\"title\":\"Été\"},\"tools\":{\"a\":\"2\",\"z\":\"1\"}}}",
            profile.Json,
            StringComparison.Ordinal
        );
        Assert.Equal(details, profile.Details);
        using var json = JsonDocument.Parse(profile.Json);
        Assert.Equal(profile, JobProfile.FromJson(json.RootElement));
    }

    [Fact]
    public void Create_WithEmptyDetails_IsTheUsualProfile()
    {
        Assert.Equal(JobProfile.Create("eng", Tools), JobProfile.Create("eng", Tools, details: new BookDetails()));
        Assert.Null(JobProfile.Create("eng", Tools).Details);
    }

    [Fact]
    public void Create_WhatChangesTheOutput_ChangesTheHash()
    {
        var other = new ToolVersions(Tools.Prep, new Dictionary<string, string>(StringComparer.Ordinal) { ["tesseract"] = "5.4.0" }, []);
        string[] hashes =
        [
            JobProfile.Create("eng", Tools).Hash,
            JobProfile.Create("fra", Tools).Hash,
            JobProfile.Create("eng", Tools, deskew: true).Hash,
            JobProfile.Create("eng", Tools, nonce: "1").Hash,
            JobProfile.Create("eng", Tools, nonce: "2").Hash,
            JobProfile.Create("eng", other).Hash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("\"nonce\":\"1\"", JobProfile.Create("eng", Tools, nonce: "1").Json, StringComparison.Ordinal);
        Assert.True(JobProfile.Create("eng", Tools, deskew: true).Deskew);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FromJson_OfAStatus_IsTheSameProfile(bool deskew)
    {
        var profile = JobProfile.Create("fra+eng", Tools, deskew, nonce: "é+");
        using var shuffled = JsonDocument.Parse(
            profile.Json.Replace("{\"nonce\":\"é+\",", "{ \"nonce\": \"\\u00e9+\", ", StringComparison.Ordinal)
        );
        Assert.Equal(profile, JobProfile.FromJson(shuffled.RootElement));
        Assert.Equal(profile.Hash, JobProfile.FromJson(shuffled.RootElement).Hash);
    }
}
