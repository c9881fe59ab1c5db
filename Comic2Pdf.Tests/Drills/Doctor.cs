using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Drills;

/// <summary>`comic2pdf doctor`, as an operator starts it.</summary>
internal static class Doctor
{
    // About this machine, and not about what a drill has done.
    private static readonly string[] OfTheMachine = ["detector_missing", "disk_low", "ocr_language_missing", "port_taken"];

    // A kill in the middle of a DELETE may leave a folder that is not needed; nothing is lost by it, and --fix or a start deals with it.
    private static readonly string[] LeftOfDeletions = ["work_without_job", "claim_without_job"];

    /// <summary>Codes of all that is more than a note.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(string data, params string[] arguments)
    {
        var result = await Programs.Comic2PdfAsync(data, ["doctor", "--data", data, "--json", .. arguments]);
        if (!result.Output.StartsWith('['))
        {
            return [$"no answer: {result.Errors}"];
        }

        using var json = JsonDocument.Parse(result.Output);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Where(f => f.GetProperty("severity").GetString() != "Note")
                .Select(f => (Code: f.GetProperty("code").GetString()!, Text: f.GetProperty("text").GetString()))
                .Where(f => !OfTheMachine.Contains(f.Code) && !LeftOfDeletions.Contains(f.Code))
                .Select(f => $"{f.Code}: {f.Text}"),
        ];
    }
}
