namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// When a worker's time for one page is over. Its processor time counts and not the clock, so that a machine with much else to do loses no page; the clock
/// counts for a worker that does not work.
/// </summary>
/// <param name="limit">Processor time for the page.</param>
internal sealed class WorkerDeadline(TimeSpan limit)
{
    // The share of the limit that a worker must use within the limit, or it counts as hung: more than what an idle process uses by itself.
    private const double LeastShare = 0.01;

    // Whatever it does, the page is not worth more time than this many limits.
    private const int LongestWait = 5;

    private TimeSpan _usedAtMark;
    private TimeSpan _mark;

    /// <summary>Asked again and again while the worker works.</summary>
    /// <param name="elapsed">Time by the clock since the page was given to it.</param>
    /// <param name="used">Processor time that it has used since then.</param>
    public bool IsPast(TimeSpan elapsed, TimeSpan used)
    {
        if (used - _usedAtMark >= limit * LeastShare)
        {
            (_usedAtMark, _mark) = (used, elapsed);
        }

        return used >= limit || elapsed - _mark >= limit || elapsed >= limit * LongestWait;
    }
}
