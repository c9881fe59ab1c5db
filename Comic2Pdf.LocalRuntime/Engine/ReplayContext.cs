using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>The context that an orchestrator's code talks to during one turn. It belongs to the turn's thread; every access is checked.</summary>
internal sealed class ReplayContext(
    InstanceRef instance, OrchestratorLoop loop, DataConverter converter, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private static readonly Guid GuidNamespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");

    private string? input;
    private int guids;

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent =>
        instance.ParentId is null ? null : new(instance.ParentName!, instance.ParentId);

    public override DateTime CurrentUtcDateTime => Tasks.Now;

    public override bool IsReplaying => Tasks.IsReplaying;

    public OpenTasks Tasks { get; } = new();

    public ExternalEvents Events { get; } = new(converter);

    public object? CustomStatus { get; private set; }

    /// <summary>Set when the orchestrator has asked to begin anew: the input, and whether kept events go along.</summary>
    public (string? Input, bool KeepEvents)? Next { get; private set; }

    protected override ILoggerFactory LoggerFactory => loggers;

    public void SetInput(string? serialized) => input = serialized;

    public override T? GetInput<T>()
        where T : default
    {
        CheckThread();
        return converter.Deserialize<T>(input);
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        CheckCall(name, input, options);
        return Retries.RunAsync(this, options?.Retry, async () =>
        {
            CheckThread();
            var result = await Tasks.Add(id => new TaskScheduled(id, name.Name) { Input = converter.Serialize(input) });
            return converter.Deserialize<TResult>(result)!;
        });
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        CheckCall(orchestratorName, input, options);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Check(id);
        return Retries.RunAsync(this, options?.Retry, async () =>
        {
            CheckThread();
            var result = await Tasks.Add(task => new SubOrchestrationCreated(task, orchestratorName.Name, id) { Input = converter.Serialize(input) });
            return converter.Deserialize<TResult>(result)!;
        });
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        CheckThread();
        var at = fireAt.ToUniversalTime();
        return Tasks.AddTimer(id => new TimerCreated(id, at), CheckThread, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        CheckThread();
        return Events.Wait<T>(eventName, CheckThread, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        CheckThread();
        InstanceIds.Check(instanceId);
        Tasks.Decide(id => new EventSent(id, instanceId, eventName) { Input = converter.Serialize(payload) });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        CheckThread();
        CustomStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        CheckThread();
        Next = (converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    /// <summary>A name-based id (RFC 9562, version 5) of the instance, the turn's time and a counter: the same at each replay.</summary>
    public override Guid NewGuid()
    {
        CheckThread();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{CurrentUtcDateTime:o}_{guids++}");
        // SHA-1 is what version 5 is defined on; nothing is protected by it.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. GuidNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    /// <exception cref="InvalidOperationException">The code has left the orchestrator's thread.</exception>
    public void CheckThread()
    {
        if (!loop.IsOwnerThread)
        {
            loop.Violate();
            throw IllegalAwait.Exception();
        }
    }

    private void CheckCall(TaskName name, object? input, TaskOptions? options)
    {
        CheckThread();
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} was given as the input and none as the options. Was it meant to be the options?", nameof(input));
        }

        if (options?.Tags is { Count: > 0 })
        {
            throw new NotSupportedException("Tags of activities and sub-orchestrations are not supported by the local runtime.");
        }
    }
}
