using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Comic2Pdf.Tests.Functions.Http;

[Trait("Storage", "files")]
public sealed class JobQueryTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Newest first, as the index gives them; two of one second.
    private static readonly JobRecord[] Jobs =
    [
        Job(5, "Tintin 5.cbz", "DONE", 4),
        Job(4, "tintin 4.cbr", "ERROR_OCR", 3),
        Job(3, "Spirou.cbz", "DONE", 3),
        Job(2, "Lucky Luke.cbz", "OCR_RUNNING", 2),
        Job(1, "Asterix.cbz", "PREP_SUBMITTED", 1),
    ];

    [Theory]
    [InlineData("", "5 4 3 2 1")]
    [InlineData("?state=DONE", "5 3")]
    [InlineData("?state=done,error_ocr", "5 4 3")]
    [InlineData("?state=NONE", "")]
    [InlineData("?q=TINTIN", "5 4")]
    [InlineData("?q=.cbz", "5 3 2 1")]
    [InlineData("?q=tintin&state=DONE", "5")]
    [InlineData("?q=0000000000000000000000000000000000000000000000000000000000000003__", "3")]
    [InlineData("?q=__bb", "")]
    public void Filter_StateAndText_KeepsOrder(string query, string numbers) => Assert.Equal(numbers, Numbers(Parse(query).Filter(Jobs)));

    [Theory]
    [InlineData("", null)]
    [InlineData("?q=a", null)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=1000", 1000)]
    [InlineData("?continuation=", 100)]
    [InlineData(
        "?continuation=2030-01-01T00:00:00Z_0000000000000000000000000000000000000000000000000000000000000003__0000000000000000000000000000000000000000000000000000000000000003&limit=7",
        7
    )]
    public void Parse_LimitAndContinuation_AskForAPage(string query, int? limit) => Assert.Equal(limit, Parse(query).Limit);

    [Theory]
    [InlineData("?continuation=x")]
    [InlineData("?continuation=2030-01-01T00:00:00Z_")]
    [InlineData(
        "?continuation=2030-13-01T00:00:00Z_0000000000000000000000000000000000000000000000000000000000000003__0000000000000000000000000000000000000000000000000000000000000003"
    )]
    [InlineData("?continuation=_&limit=7")]
    public void Parse_WrongContinuation_IsAFault(string query)
    {
        var (parsed, fault) = JobQuery.Parse(Query(query));
        Assert.Null(parsed);
        Assert.Equal("continuation must be what the last page's answer said", fault);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=")]
    [InlineData("?limit=1.5")]
    [InlineData("?limit=1&limit=2")]
    public void Parse_WrongLimit_IsAFault(string query)
    {
        var (parsed, fault) = JobQuery.Parse(Query(query));
        Assert.Null(parsed);
        Assert.Equal("limit must be a whole number from 1 to 1000", fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Page_OfAnySize_GivesEachJobOnceThoughOthersCome(int limit)
    {
        var all = Jobs.ToList();
        var shown = new List<JobRecord>();
        for (string? next = string.Empty; next is not null; )
        {
            var page = new JobQuery([], string.Empty, limit, next).Page(all);
            Assert.InRange(page.Jobs.Count, 1, limit);
            shown.AddRange(page.Jobs);
            next = page.Continuation;
            all.Insert(0, Job(100 + all.Count, "new.cbz", "DISCOVERED", 100 + all.Count));
        }

        Assert.Equal("5 4 3 2 1", Numbers(shown));
    }

    [Fact]
    public void Page_WithoutLimit_IsOfAHundred()
    {
        var all = Enumerable.Range(1, 101).Reverse().Select(i => Job(i, "a.cbz", "DONE", i)).ToList();
        var page = Parse("?continuation=").Page(all);
        Assert.Equal(100, page.Jobs.Count);
        var last = new JobQuery([], string.Empty, Limit: null, page.Continuation!).Page(all);
        Assert.Equal(("1", null), (Numbers(last.Jobs), last.Continuation));
    }

    private static JobRecord Job(int number, string name, string state, int second) =>
        JobStatuses.In(state, Start.AddSeconds(second), JobStatuses.KeyOf(number)).Job with
        {
            InputFile = name,
        };

    private static JobQuery Parse(string query) => JobQuery.Parse(Query(query)).Query!;

    private static QueryCollection Query(string query) => new(QueryHelpers.ParseQuery(query));

    private static string Numbers(IEnumerable<JobRecord> jobs) =>
        string.Join(' ', jobs.Select(j => Convert.ToInt32(j.JobKey[..64].TrimStart('0'), 16)));
}
