namespace PerfAssert;

/// <summary>What a step of the result is.</summary>
public enum StepKind
{
    /// <summary>Named by the test: <c>user.StepAsync("checkout", …)</c>.</summary>
    Step,

    /// <summary>A request of <see cref="VirtualUser.Http"/>, named by its method and route template.</summary>
    Request,

    /// <summary>Several steps that succeed or fail as one.</summary>
    Transaction,

    /// <summary>One of the weighted behaviours that an iteration may be: its iterations as a whole.</summary>
    Behaviour,

    /// <summary>A moment of a streaming response: its first byte, its first event, the gap between two events.</summary>
    Event,

    /// <summary>A connection that is kept, such as a WebSocket: the time until it stands.</summary>
    Connection,

    /// <summary>Messages over a connection: the time of a round trip.</summary>
    Message,
}
