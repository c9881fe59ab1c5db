namespace Comic2Pdf.Functions.Notices;

/// <summary>A notice that is to be delivered to one target: a file in the outbox.</summary>
/// <param name="Body">What is told.</param>
/// <param name="Target">To whom; see <see cref="NoticeTarget.Id"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAt">When it is tried next, ISO 8601 UTC.</param>
public sealed record Notice(NoticeBody Body, string Target, int Attempts, string NextAt);
