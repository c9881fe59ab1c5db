namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>What a step of a generated orchestration does. N is a small number, Steps are the steps inside it.</summary>
internal enum StepKind
{
    /// <summary>Calls an activity that doubles N.</summary>
    Call,

    /// <summary>Calls an activity that fails, and catches it.</summary>
    CatchFailure,

    /// <summary>Calls an activity that fails.</summary>
    Fail,

    /// <summary>Throws.</summary>
    Throw,

    /// <summary>Calls an activity that there is not, and catches it.</summary>
    CallUnknown,

    /// <summary>Calls an activity that fails N times, with three attempts.</summary>
    Retry,

    /// <summary>The same, with a handler that allows three attempts.</summary>
    RetryByHandler,

    /// <summary>Calls a child that always throws, with two attempts, and catches it.</summary>
    RetryChild,

    /// <summary>Waits for N milliseconds.</summary>
    Timer,

    /// <summary>Runs the steps beside a timer of an hour and cancels it.</summary>
    Race,

    /// <summary>Waits for N milliseconds for an event that never comes.</summary>
    WaitInVain,

    /// <summary>Calls N activities, at most three at once.</summary>
    Window,

    /// <summary>Runs the steps one after the other.</summary>
    Sequence,

    /// <summary>Runs the steps at the same time.</summary>
    All,

    /// <summary>Runs the steps in a child.</summary>
    Child,

    /// <summary>Runs the steps in a child and catches its failure.</summary>
    CatchChild,

    /// <summary>Starts a child that sends N events, and waits for them.</summary>
    Events,

    /// <summary>Sets the custom status.</summary>
    Status,
}
