using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Search;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions;

/// <summary>The app's services; the same on every runtime.</summary>
public static class AppServices
{
    /// <summary>Adds all services of the app.</summary>
    public static IServiceCollection AddComic2Pdf(this IServiceCollection services, AppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddTelemetry(settings.Telemetry);
        services.TryAddSingleton<IDiskSpace, DiskSpace>();
        services.AddSingleton(s => new Scratch(settings.DataDir, s.GetRequiredService<IDiskSpace>(), s.GetRequiredService<TimeProvider>()));
        services.AddStore(settings);
        services.AddSingleton<JsonFiles>();
        services.AddSingleton<RuntimeConfigStore>();
        services.AddSingleton(_ => ToolVersions.Detect(settings.OcrEngine));
        services.AddSingleton(s => new PageWorkerPool(
            new WorkerOptions
            {
                Count = settings.OcrWorkers == 0 ? Environment.ProcessorCount : settings.OcrWorkers,
                Nice = settings.OcrNice,
            },
            s.GetRequiredService<ILogger<PageWorkerPool>>()
        ));
        services.AddSingleton<IBookProcessor, BookProcessor>();
        services.AddSingleton<StageLog>();
        services.AddSingleton<StageRunner>();
        services.AddSingleton<PrepStage>();
        services.AddSingleton<OcrStage>();
        services.AddSingleton<SidecarFiles>();
        services.AddSingleton<BookShelf>();
        services.AddSingleton<PageThumbnails>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<NoticeOutbox>();
        services.AddSingleton<NoticeSender>();
        services.AddHostedService<NoticeService>();
        services.AddSingleton<StatusRecorder>();
        services.AddSingleton<HeartbeatCheck>();
        services.AddSingleton<JobIndex>();
        services.AddSingleton<JobDirectory>();
        services.AddSingleton<RejectionJournal>();
        services.AddSingleton<IndexLoader>();
        services.AddSingleton<EventCounters>();
        services.AddSingleton<LogLimit>();
        services.AddSingleton<JobEvents>();
        services.AddSingleton<Metrics>();
        services.AddSingleton<PrometheusMetrics>();
        services.AddSingleton<StateMirror>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<Janitor>();
        services.AddSingleton<HistoryRetention>();
        services.AddSingleton<InputCheck>();
        services.AddSingleton<Rejections>();
        services.AddSingleton<DuplicateStore>();
        services.AddSingleton<DuplicateDecisions>();
        services.AddSingleton<ClaimStore>();
        services.AddSingleton<ClaimFactory>();
        services.AddSingleton<ClaimedJobs>();
        services.AddSingleton<JobStarter>();
        services.AddSingleton<IntakeLock>();
        services.AddSingleton<IntakeSurvey>();
        services.AddSingleton<SideFile>();
        services.AddSingleton<SideMarks>();
        services.AddSingleton<StuckFiles>();
        services.AddSingleton<LeftFiles>();
        services.AddSingleton<ChangedArchives>();
        services.AddSingleton<WaitingFiles>();
        services.AddSingleton<TakeFile>();
        services.AddSingleton<RetryJob>();
        services.AddSingleton<RequeueJob>();
        services.AddSingleton<RejectedFiles>();
        services.AddSingleton<ForgetJob>();
        services.AddSingleton<StartClaimedJobs>();
        services.AddSingleton<FolderScanner>();
        services.AddSingleton<FolderTick>();
        services.AddSingleton<BlobDeliveries>();
        services.AddSingleton<TickSteps>();
        services.AddSingleton<Recovery>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<ApiGuard>();
        services.AddSingleton<HttpEndpoint>();
        services.AddSingleton<JobEndpoint>();
        services.AddSingleton<UploadReceiver>();
        services.AddSingleton<Uploads>();
        CompressionFilter.AddTo(services);
        Health.AddTo(services);
        var logs = Path.Combine(settings.DataDir, "logs");
        services.AddSingleton<ILoggerProvider>(s => new RollingFileLoggerProvider(logs, s.GetRequiredService<TimeProvider>()));
        services.AddHostedService<StartCleanup>();
        services.AddHostedService(s => new CrashNotice(
            logs,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<CrashNotice>>()
        ));
        return services;
    }

    // Opened now, and not when first needed: a folder or a container that cannot be made fails the start.
    private static void AddStore(this IServiceCollection services, AppSettings settings)
    {
        if (settings.Blobs is not { } account)
        {
            services.AddSingleton<IStore>(new FileStore(settings.DataDir));
            return;
        }

        Directory.CreateDirectory(settings.DataDir);
        var container = account.Open();
        BlobFault.Run(() => container.CreateIfNotExists());
        services.AddSingleton<IStore>(s => new BlobStore(container, s.GetRequiredService<Scratch>()));
    }
}
