using Comic2Pdf.Cli;

namespace Comic2Pdf.Tests.Cli;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("Été 第1話 \u200d.cbz", "Été 第1話 \u200d.cbz")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c")]
    [InlineData("a\u0085\u009b", "a\\u0085\\u009b")]
    [InlineData("a\u202egpj.cbz", "a\\u202egpj.cbz")]
    public void Safe_WhatWouldSteerATerminal_IsVisible(string text, string shown) => Assert.Equal(shown, TerminalText.Safe(text));
}
