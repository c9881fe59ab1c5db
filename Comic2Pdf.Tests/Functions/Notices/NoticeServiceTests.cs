using System.Globalization;
using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Notices;

/// <summary>The outbox and who empties it, with a receiver on this machine and time that is told.</summary>
[Trait("Storage", "files")]
public sealed class NoticeServiceTests : IDisposable
{
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("comic2pdf-notices").FullName;

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Send_JobThatIsDone_IsSignedAndToldOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        var settings = To(receiver.Address) with { WebhookSecret = "whsec_c2VjcmV0" };
        var status = JobStatuses.In(JobStates.Done, _time.GetUtcNow());
        await AddAndSendAsync(settings, status);
        await AddAndSendAsync(settings, status);
        var (_, headers, body) = Assert.Single(receiver.Requests);
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("DONE", JobStatuses.Key), (json.GetProperty("event").GetString(), json.GetProperty("jobKey").GetString()));
        var (id, timestamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        Assert.Equal(json.GetProperty("id").GetString(), id);
        Assert.Equal(
            WebhookSignature.Of("whsec_c2VjcmV0", id, long.Parse(timestamp, CultureInfo.InvariantCulture), body),
            headers["webhook-signature"].ToString()
        );
    }

    [Fact]
    public async Task Send_ReceiverThatFails_IsTriedAgainWithTheSameId()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = n => n < 3 ? 500 : 204;
        var settings = To(receiver.Address);
        await AddAndSendAsync(settings, JobStatuses.In(JobStates.ErrorOcr, _time.GetUtcNow()));
        Assert.Single(receiver.Requests);
        await SendAsync(settings);
        Assert.Single(receiver.Requests);
        foreach (var seconds in new[] { 6, 31, 3600 })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await SendAsync(settings);
        }

        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(r => r.Headers["webhook-id"].ToString()).Distinct(StringComparer.Ordinal));
        Assert.All(_store.Names, n => Assert.StartsWith("index/outbox/done/", n, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ProcessThatDiedOverIt_IsToldByTheNextOne()
    {
        await using var receiver = await Receiver.StartAsync();
        var settings = To(receiver.Address);
        using var outbox = Outbox(settings);
        await outbox.AddAsync(JobStatuses.In(JobStates.Done, _time.GetUtcNow()), CancellationToken.None);
        await foreach (var due in outbox.TakeDueAsync(CancellationToken.None))
        {
            // Killed here.
            Assert.Equal(1, due.Notice.Attempts);
        }

        await SendAsync(settings);
        Assert.Empty(receiver.Requests);
        _time.Advance(TimeSpan.FromMinutes(3));
        await SendAsync(settings);
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Send_PrivateAddress_IsRefusedUnlessAllowed()
    {
        await using var receiver = await Receiver.StartAsync();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0" })
        {
            var settings = To(new Uri($"http://{host}:{receiver.Address.Port}/")) with { WebhookAllowPrivate = false };
            using var sender = new NoticeSender(settings, TimeProvider.System);
            var target = Assert.Single(NoticeTarget.Of(settings));
            var fault = await sender.SendAsync(new Notice(Body(), target.Id, 1, "2026-11-30T12:00:00Z"), target, CancellationToken.None);
            Assert.Contains("private network", fault!.Value.Fault, StringComparison.Ordinal);
        }

        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = _ => 302;
        var settings = To(receiver.Address);
        using var sender = new NoticeSender(settings, TimeProvider.System);
        var target = Assert.Single(NoticeTarget.Of(settings));
        Assert.Equal(
            ("it answers 302", false),
            await sender.SendAsync(new Notice(Body(), target.Id, 1, "2026-11-30T12:00:00Z"), target, CancellationToken.None)
        );
    }

    [Fact]
    public async Task Send_Command_IsGivenEventAndKeyAndNoSecrets()
    {
        var told = Path.Combine(_folder, "told");
        var command = Path.Combine(_folder, "notify me.sh");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\n{{ echo \"$@\"; cat; echo; env; }} > '{told}'\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("COMIC2PDF_TEST_SECRET_KEY", "hidden");
        await AddAndSendAsync(
            new AppSettings { NotifyCommand = command, DataDir = _folder },
            JobStatuses.In(JobStates.Done, _time.GetUtcNow())
        );
        var text = await File.ReadAllTextAsync(told);
        Assert.StartsWith($"DONE {JobStatuses.Key}\n{{\"id\":", text, StringComparison.Ordinal);
        Assert.Contains("COMIC2PDF_EVENT=DONE\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CommandThatFails_IsTriedAgain()
    {
        using var sender = new NoticeSender(new AppSettings { NotifyCommand = "/bin/false", DataDir = _folder }, TimeProvider.System);
        var fault = await sender.SendAsync(
            new Notice(Body(), "command", 1, "2026-11-30T12:00:00Z"),
            new NoticeTarget("command", null),
            CancellationToken.None
        );
        Assert.Equal(("the command ended with 1", false), fault);
    }

    [Fact]
    public async Task TakeDue_BrokenFilesAndTargetsThatAreGone_AreRemoved()
    {
        await _store.WriteAsync("index/outbox/a.json", "{"u8.ToArray(), CancellationToken.None);
        using var old = Outbox(To(new Uri("http://old.example/")));
        await old.AddAsync(JobStatuses.In(JobStates.Done, _time.GetUtcNow()), CancellationToken.None);
        Assert.Equal(2, _store.Names.Length);
        await SendAsync(To(new Uri("http://new.example/")));
        Assert.Empty(_store.Names);
    }

    [Fact]
    public async Task Add_NobodyToTellOrNothingToTell_WritesNothing()
    {
        using var nobody = Outbox(new AppSettings());
        await nobody.AddAsync(JobStatuses.In(JobStates.Done, _time.GetUtcNow()), CancellationToken.None);
        using var somebody = Outbox(To(new Uri("http://a.example/")));
        await somebody.AddAsync(JobStatuses.In(JobStates.OcrRunning, _time.GetUtcNow()), CancellationToken.None);
        Assert.Empty(_store.Names);
    }

    [Fact]
    public async Task App_DoneErrorAndDuplicate_AreToldAlsoAfterAKill()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = _ => 503;
        (string, string)[] environment =
        [
            ("WEBHOOK_URL", receiver.Address.ToString()),
            ("WEBHOOK_ALLOW_PRIVATE", "true"),
            ("FAKE_STEPS", Path.Combine(_folder, "steps")),
        ];
        var first = await TestApp.ServeFakeAsync(environment: environment);
        var source = first.Drop("a.cbz");
        await first.UntilMetricAsync("done", 1);
        first.Drop("b.cbz", source);
        await first.UntilAsync("held", async () => await first.HeldAsync() == 1 ? "held" : null);
        await first.UntilAsync("it was tried", () => !receiver.Requests.IsEmpty);
        await first.KillAsync();
        receiver.Status = _ => 200;
        var before = receiver.Requests.Count;

        await using var second = await TestApp.ServeFakeAsync(first.Data, environment);
        await second.UntilAsync("both are told", () => Events().SetEquals(["DONE", "DUPLICATE_PENDING"]));

        HashSet<string> Events() =>
            [
                .. receiver
                    .Requests.Skip(before)
                    .Select(r => JsonDocument.Parse(Encoding.UTF8.GetString(r.Body)).RootElement.GetProperty("event").GetString()!),
            ];
    }

    private static NoticeBody Body() =>
        new("id", NoticeEvents.Done, "2026-11-30T12:00:00Z", JobStatuses.Key, "a.cbz", "DONE", 1, [], null, null, null);

    private static AppSettings To(Uri address) => new() { WebhookUrls = [address], WebhookAllowPrivate = true };

    private NoticeOutbox Outbox(AppSettings settings) => new(_store, settings, _time, NullLogger<NoticeOutbox>.Instance);

    private async Task AddAndSendAsync(AppSettings settings, JobStatus status)
    {
        using var outbox = Outbox(settings);
        await outbox.AddAsync(status, CancellationToken.None);
        await SendAsync(settings);
    }

    private async Task SendAsync(AppSettings settings)
    {
        using var outbox = Outbox(settings);
        using var sender = new NoticeSender(settings, _time);
        using var service = new NoticeService(
            outbox,
            sender,
            new TickSteps(new LogLimit(_time), new EventCounters(), NullLogger<TickSteps>.Instance),
            NullLogger<NoticeService>.Instance
        );
        await service.SendDueAsync(CancellationToken.None);
    }
}
