using Comic2Pdf.Functions.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Notices;

/// <summary>Delivers what is in the outbox, beside all other work: an address that does not answer holds nothing up.</summary>
public sealed class NoticeService(NoticeOutbox outbox, NoticeSender sender, TickSteps steps, ILogger<NoticeService> logger)
    : BackgroundService
{
    private const int AtATime = 8;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    /// <summary>Delivers what is due, once.</summary>
    internal async Task SendDueAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            outbox.TakeDueAsync(cancellationToken),
            parallel,
            async (due, token) => await SendAsync(due.Name, due.Notice, due.Target, token)
        );
    }

    private async Task SendAsync(string name, Notice notice, NoticeTarget target, CancellationToken cancellationToken)
    {
        if (await sender.SendAsync(notice, target, cancellationToken) is not { } failure)
        {
            Log.NoticeDelivered(logger, notice.Body.JobKey, notice.Body.Event, target.Id);
            await outbox.CloseAsync(name, cancellationToken);
        }
        else if (failure.IsFinal || NoticeRetryRule.DelayAfter(notice.Attempts) is not { } delay)
        {
            Log.NoticeGivenUp(logger, notice.Body.JobKey, notice.Body.Event, target.Id, failure.Fault);
            await outbox.CloseAsync(name, cancellationToken);
        }
        else
        {
            Log.NoticeFailed(logger, notice.Body.JobKey, notice.Body.Event, target.Id, notice.Attempts, failure.Fault);
            await outbox.PostponeAsync(name, notice, delay, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (outbox.IsUsed && !stoppingToken.IsCancellationRequested)
        {
            await steps.TryAsync("delivering notices", () => SendDueAsync(stoppingToken), stoppingToken);
            await outbox.WaitAsync(LookInterval, stoppingToken);
        }
    }
}
