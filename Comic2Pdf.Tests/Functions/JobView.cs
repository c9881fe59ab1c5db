using System.Text.Json;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A job as the contract has it, read without the product's types.</summary>
internal sealed record JobView(
    string JobKey,
    string InputFile,
    string? InputFolder,
    string State,
    string Stage,
    int Attempt,
    int AttemptPrep,
    int AttemptOcr,
    JsonElement Pages,
    string? Message,
    JsonElement? Error,
    string WorkDir,
    string? RawPdf,
    string? FinalPdf,
    JsonElement Profile,
    string FileHash,
    string ProfileHash,
    string CreatedAt,
    string UpdatedAt,
    int[] SkippedPages
);
