using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Functions.Settings;

[Trait("Storage", "files")]
public sealed class ConfigChangeTests
{
    [Theory]
    [InlineData("{\"prep_concurrency\":0}")]
    [InlineData("{\"ocr_concurrency\":\"2\"}")]
    [InlineData("{\"ocr_concurrency\":2,\"job_timeout_s\":1.5}")]
    [InlineData("{\"default_ocr_lang\":\"eng;fra\"}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public void Parse_WhatMakesNoSense_IsAFault(string body) => Assert.NotNull(ConfigChange.Parse(body).Fault);
}
