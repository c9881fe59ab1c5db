using System.Reflection;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A real store with something that happens before its calls.</summary>
public class HookedStore : DispatchProxy
{
    private IStore _store = null!;
    private Action<string, object?[]> _before = null!;

    /// <summary>Makes one.</summary>
    /// <param name="store">The real one.</param>
    /// <param name="before">Called with the method's name and what it is given.</param>
    public static IStore Of(IStore store, Action<string, object?[]> before)
    {
        var proxy = Create<IStore, HookedStore>();
        var hooked = (HookedStore)(object)proxy;
        (hooked._store, hooked._before) = (store, before);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name, args ?? []);
        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
