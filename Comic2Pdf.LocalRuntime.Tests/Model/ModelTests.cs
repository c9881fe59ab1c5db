using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Model;

public sealed class ModelTests
{
    [Fact]
    public void IsCausedBy_TypesOfAnyLoadedAssembly_AreFoundWithTheirBases()
    {
        var details = TaskFailureDetails.FromException(new Own("x", new FileNotFoundException("y")));

        Assert.Equal("Comic2Pdf.LocalRuntime.Tests.Model.ModelTests+Own", details.ErrorType);
        Assert.True(details.IsCausedBy<Own>());
        Assert.True(details.IsCausedBy<IOException>());
        Assert.False(details.IsCausedBy<FormatException>());
        Assert.True(details.InnerFailure!.IsCausedBy<FileNotFoundException>());
        Assert.Throws<ArgumentException>(() => details.IsCausedBy(typeof(string)));
        Assert.False((details with { ErrorType = "No.Such.Type" }).IsCausedBy<Exception>());
    }

    [Fact]
    public void RetryPolicy_ValuesOutOfRange_Throw()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, maxRetryInterval: second / 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, retryTimeout: second / 2));
        Assert.Equal(TimeSpan.FromHours(1), new RetryPolicy(1, second).MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(1, second).RetryTimeout);
    }

    [Fact]
    public void TaskName_OtherCase_IsTheSame()
    {
        Assert.Equal(new TaskName("abc"), new TaskName("ABC"));
        Assert.Equal(new TaskName("abc").GetHashCode(), new TaskName("ABC").GetHashCode());
        Assert.Equal(default, (TaskName)string.Empty);
    }

    [Fact]
    public void Exceptions_OfTheEngine_HaveTheRealBases()
    {
        Assert.IsAssignableFrom<InvalidOperationException>(new OrchestrationAlreadyExistsException("x"));
        Assert.IsAssignableFrom<OrchestrationException>(new NonDeterministicOrchestrationException(1, "x"));
        Assert.False(typeof(OrchestrationException).IsAssignableFrom(typeof(TaskFailedException)));
    }

    private sealed class Own(string message, Exception inner) : IOException(message, inner);
}
