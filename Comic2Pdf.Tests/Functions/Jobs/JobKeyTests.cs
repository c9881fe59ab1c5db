using System.Text;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

[Trait("Storage", "files")]
public sealed class JobKeyTests
{
    private static readonly string Hash = new('a', 64);

    public static TheoryData<string?, bool> Texts =>
        new()
        {
            { $"{Hash}__{Hash}", true },
            { $"{new string('0', 64)}__{new string('9', 64)}", true },
            { $"{Hash}__{Hash}a", false },
            { $"{Hash}__{Hash[1..]}", false },
            { $"{Hash}_-{Hash}", false },
            { $"{Hash}-_{Hash}", false },
            { $"{new string('A', 64)}__{Hash}", false },
            { $"{Hash}__{new string('g', 64)}", false },
            { $"{Hash[1..]}/__{Hash}", false },
            { $"{Hash}__{Hash[1..]}.", false },
            { "", false },
            { null, false },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void IsValid_TwoHashes_AndNothingElse(string? text, bool isValid) => Assert.Equal(isValid, JobKey.IsValid(text));

    [Fact]
    public async Task Hash_OfContent_IsItsSha256InLowerCase()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("abc"));
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            await JobKey.HashAsync(content, CancellationToken.None)
        );
    }

    [Fact]
    public void Of_HashAndProfile_IsValid()
    {
        var profile = new JobProfile("{}", "eng");
        Assert.Equal($"{Hash}__44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", JobKey.Of(Hash, profile));
        Assert.True(JobKey.IsValid(JobKey.Of(Hash, profile)));
    }
}
