// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask;

/// <summary>The orchestration that called this one.</summary>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
