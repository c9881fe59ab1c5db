using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>What a server says.</summary>
internal static class Api
{
    public static async Task<IReadOnlyList<JobView>> JobsAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<List<JobView>>("/jobs", JsonSerializerOptions.Web))!;

    public static Task<JsonElement> MetricsAsync(HttpClient http) => http.GetFromJsonAsync<JsonElement>("/metrics");

    public static async Task<int> MetricAsync(HttpClient http, string name) => (await MetricsAsync(http)).GetProperty(name).GetInt32();

    public static bool IsFinal(JobView job) => job.State is "DONE" or "ERROR_PREP" or "ERROR_OCR";
}
