using System.Reflection;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A store whose files a program has open for writing, as long as a test says so.</summary>
public class OpenStore : DispatchProxy
{
    private IStore _store = null!;
    private Func<bool> _isOpen = null!;

    /// <summary>Makes one.</summary>
    public static IStore Of(IStore store, Func<bool> isOpen)
    {
        var proxy = Create<IStore, OpenStore>();
        var open = (OpenStore)(object)proxy;
        (open._store, open._isOpen) = (store, isOpen);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IStore.IsOpenForWritingAsync)
            ? Task.FromResult(_isOpen())
            : targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
}
