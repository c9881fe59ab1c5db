namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>A piece of work in the writer's queue, with the answer for whoever queued it.</summary>
internal abstract class WritePiece
{
    /// <summary>Runs the work. What it throws is kept for <see cref="Answer"/>.</summary>
    /// <returns>What was thrown, or null.</returns>
    public abstract Exception? Run(SqliteWrite write);

    public abstract void Answer();

    public abstract void Fail(Exception e);
}

internal sealed class WritePiece<T>(Func<SqliteWrite, T> work) : WritePiece
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;
    private Exception? rejection;

    public Task<T> Task => answer.Task;

    public override Exception? Run(SqliteWrite write)
    {
        rejection = null;
        try
        {
            value = work(write);
        }
        catch (Exception e)
        {
            rejection = e;
        }

        return rejection;
    }

    public override void Answer()
    {
        if (rejection is null)
        {
            answer.SetResult(value!);
        }
        else
        {
            answer.SetException(rejection);
        }
    }

    public override void Fail(Exception e) => answer.SetException(e);
}
