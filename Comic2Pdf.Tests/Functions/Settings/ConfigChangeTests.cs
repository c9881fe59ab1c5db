using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Functions.Settings;

[Trait("Storage", "files")]
public sealed class ConfigChangeTests
{
    private static readonly RuntimeConfig Old = new(2, 1, 600, "eng");

    [Theory]
    [InlineData("{\"prep_concurrency\":0}", "prep_concurrency must be a whole number from 1 to 64")]
    [InlineData("{\"prep_concurrency\":65}", "prep_concurrency must be a whole number from 1 to 64")]
    [InlineData("{\"ocr_concurrency\":\"2\"}", "ocr_concurrency must be a whole number from 1 to 64")]
    [InlineData("{\"ocr_concurrency\":2,\"job_timeout_s\":1.5}", "job_timeout_s must be a whole number from 1 to 86400")]
    [InlineData("{\"job_timeout_s\":0}", "job_timeout_s must be a whole number from 1 to 86400")]
    [InlineData("{\"job_timeout_s\":86401}", "job_timeout_s must be a whole number from 1 to 86400")]
    [InlineData("{\"job_timeout_s\":99999999999}", "job_timeout_s must be a whole number from 1 to 86400")]
    [InlineData("{\"default_ocr_lang\":\"eng;fra\"}", "default_ocr_lang must be language names joined by '+', such as fra+eng")]
    [InlineData("{\"default_ocr_lang\":\"eng+\"}", "default_ocr_lang must be language names joined by '+', such as fra+eng")]
    [InlineData("{\"default_ocr_lang\":\"eng\\n\"}", "default_ocr_lang must be language names joined by '+', such as fra+eng")]
    [InlineData("{\"default_ocr_lang\":7}", "default_ocr_lang must be language names joined by '+', such as fra+eng")]
    [InlineData("[]", "the body must be a JSON object")]
    [InlineData("7", "the body must be a JSON object")]
    public void Parse_WrongValue_SaysWhatIsAllowed(string body, string fault) => Assert.Equal(fault, ConfigChange.Parse(body).Fault);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("{\"prep_concurrency\":")]
    public void Parse_NoJson_SaysSo(string body) =>
        Assert.StartsWith("the body is not JSON: ", ConfigChange.Parse(body).Fault, StringComparison.Ordinal);

    [Fact]
    public void Parse_LongestLanguage_IsTwoHundredLetters()
    {
        Assert.Null(ConfigChange.Parse($"{{\"default_ocr_lang\":\"{new string('a', 200)}\"}}").Fault);
        Assert.NotNull(ConfigChange.Parse($"{{\"default_ocr_lang\":\"{new string('a', 201)}\"}}").Fault);
    }

    [Fact]
    public void Parse_UnknownKeys_AreNamedAndTheOthersApplied()
    {
        var change = ConfigChange.Parse("{\"colour\":1,\"ocr_concurrency\":3,\"shape\":null}");
        Assert.Null(change.Fault);
        Assert.Equal(["colour", "shape"], change.Ignored);
        Assert.Equal(["ocr_concurrency"], change.Applied.Keys);
    }

    [Theory]
    [InlineData("{}", 2, 1, 600, "eng")]
    [InlineData("{\"prep_concurrency\":64}", 64, 1, 600, "eng")]
    [InlineData("{\"ocr_concurrency\":1,\"prep_concurrency\":1}", 1, 1, 600, "eng")]
    [InlineData("{\"job_timeout_s\":86400,\"ocr_concurrency\":2,\"default_ocr_lang\":\"fra+chi_sim\"}", 2, 2, 86400, "fra+chi_sim")]
    [InlineData("{\"job_timeout_s\":1}", 2, 1, 1, "eng")]
    public void ApplyTo_WhatIsNamed_IsChangedAndTheRestStays(string body, int prep, int ocr, int timeout, string languages) =>
        Assert.Equal(new RuntimeConfig(prep, ocr, timeout, languages), ConfigChange.Parse(body).ApplyTo(Old));
}
