namespace Comic2Pdf.Tests.Functions.Http;

public sealed class HealthFunctionsTests
{
    [Fact]
    public async Task Get_Metrics_IsPrometheusTextWhenAsked()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("Accept", "text/plain");
        using var response = await app.Http.SendAsync(request);
        Assert.Contains("\ncomic2pdf_jobs_done_total 0\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
