using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>What the page says of codes.</summary>
[Trait("Storage", "files")]
public sealed class ErrorTableTests
{
    [Fact]
    public void All_OfTheDocument_HaveMeaningAndRemedy()
    {
        var codes = typeof(ErrorCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f is { IsLiteral: true } && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!);
        var known = ErrorTable.All.ToDictionary(r => r.Code, StringComparer.Ordinal);
        Assert.All(codes, code => Assert.Contains(code, known.Keys));
        Assert.All(known.Values, r => Assert.True(r.Meaning.Length > 10 && r.Remedy.Length > 5, r.Code));
        Assert.DoesNotContain(
            known.Values,
            r => r.Meaning.Contains('`', StringComparison.Ordinal) || r.Remedy.Contains('`', StringComparison.Ordinal)
        );
        Assert.Equal("The archive ends before its content does.", known["archive_truncated"].Meaning);
        Assert.Equal("Look at the page; get the archive again if it matters.", known["page_damaged"].Remedy);
    }

    [Fact]
    public void French_HasTheSameCodes()
    {
        var french = JsonSerializer.Deserialize<ErrorRow[]>(PageAssets.Find("errors-fr.json")!.Content, JsonSerializerOptions.Web)!;
        Assert.Equal(
            ErrorTable.All.Select(r => r.Code).Order(StringComparer.Ordinal),
            french.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(french, r => Assert.True(r.Meaning.Length > 10 && r.Remedy.Length > 3, r.Code));
    }
}
