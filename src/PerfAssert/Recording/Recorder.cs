using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Receives the outcome of every iteration and step: a shard per core, no allocation and no contended lock on the way. Drained a
/// few times a second. Closed when the phase it belongs to has ended, so that a straggler cannot change a result.
/// </summary>
internal sealed class Recorder
{
    /// <summary>The series of whole iterations.</summary>
    public const int IterationSeries = 0;

    /// <summary>More than this many steps are folded into one: names made of ids would otherwise eat the memory.</summary>
    public const int MaxSeries = 512;

    private const string OtherName = "(other steps)";

    /// <summary>The thread's spare batch.</summary>
    [ThreadStatic]
    private static IterationBatch? spareBatch;

    private readonly RecorderShard[] shards;
    private readonly ConcurrentDictionary<(string Name, StepKind Kind), int> ids = new();
    private readonly Entry?[] recent = new Entry?[64];
    private readonly List<(string Name, StepKind Kind)> names = [("iteration", StepKind.Step)];
    private readonly bool startsAreScheduled;
    private readonly long origin;
    private volatile bool closed;

    /// <param name="origin">Engine time of the start of the phase, in nanoseconds.</param>
    /// <param name="startsAreScheduled">Whether intended and actual starts differ.</param>
    public Recorder(long origin, bool startsAreScheduled)
    {
        this.origin = origin;
        this.startsAreScheduled = startsAreScheduled;
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 64));
        shards = new RecorderShard[count];
        for (var i = 0; i < count; i++)
            shards[i] = new RecorderShard();
    }

    /// <summary>Names by series id; index 0 is the whole iteration.</summary>
    public IReadOnlyList<(string Name, StepKind Kind)> Names
    {
        get
        {
            lock (names)
                return [.. names];
        }
    }

    public void Close() => closed = true;

    /// <summary>Records again after <see cref="Close"/>, once no straggler can be left.</summary>
    public void Open() => closed = false;

    /// <summary>Records a whole iteration. All times are engine times in nanoseconds.</summary>
    /// <param name="intended">When it should have started.</param>
    /// <param name="start">When it started.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="failure">Why it failed; <see langword="null"/> when it did not.</param>
    /// <param name="lag">Delay of the start that is the engine's own; negative when there was no scheduled start.</param>
    public void RecordIteration(long intended, long start, long end, Failure? failure, long lag)
    {
        if (closed)
            return;
        var shard = Enter();
        var slice = shard.Current;
        var data = slice.Get(IterationSeries);
        if (failure is null)
        {
            data.Response.Record(end - intended);
            if (startsAreScheduled)
                data.Service.Record(end - start);
        }
        else
        {
            data.Failed.Record(end - intended);
            data.CountError(failure, end - origin);
        }

        if (lag >= 0)
            slice.StartLag.Record(lag);
        shard.Exit();
    }

    /// <summary>A batch for iterations whose intended start is their start, to be ended on the same thread before long.</summary>
    public static IterationBatch BeginBatch()
    {
        var batch = spareBatch ?? new IterationBatch();
        spareBatch = null;
        return batch;
    }

    /// <summary>Records a successful iteration of so many nanoseconds with its batch.</summary>
    public void Record(IterationBatch batch, long nanoseconds)
    {
        if (batch.Add(nanoseconds))
            Flush(batch);
    }

    public void EndBatch(IterationBatch batch)
    {
        Flush(batch);
        spareBatch = batch;
    }

    /// <summary>Records a whole iteration once more, under the name of the behaviour that it was.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="intended">When it should have started.</param>
    /// <param name="start">When it started.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="failure">Why it failed; <see langword="null"/> when it did not.</param>
    public void RecordBehaviour(string name, long intended, long start, long end, Failure? failure)
    {
        if (closed)
            return;
        var id = IdOf(name, StepKind.Behaviour);
        var shard = Enter();
        var data = shard.Current.Get(id);
        if (failure is null)
        {
            data.Response.Record(end - intended);
            if (startsAreScheduled)
                data.Service.Record(end - start);
        }
        else
        {
            data.Failed.Record(end - intended);
            data.CountError(failure, end - origin);
        }

        shard.Exit();
    }

    public void RecordStep(string name, StepKind kind, long start, long end, Failure? failure, int statusCode, long bytesSent, long bytesReceived)
    {
        if (closed)
            return;
        var id = IdOf(name, kind);
        var shard = Enter();
        var data = shard.Current.Get(id);
        if (failure is null)
        {
            data.Response.Record(end - start);
        }
        else
        {
            data.Failed.Record(end - start);
            data.CountError(failure, end - origin);
        }

        data.CountStatus(statusCode);
        data.BytesSent += bytesSent;
        data.BytesReceived += bytesReceived;
        shard.Exit();
    }

    /// <summary>Moves everything counted since the last call. Called by one thread at a time.</summary>
    /// <param name="target">What it is added to.</param>
    public void DrainInto(SliceData target)
    {
        foreach (var shard in shards)
            shard.DrainInto(target);
    }

    private void Flush(IterationBatch batch)
    {
        if (!closed && batch.Lengths.Length > 0)
        {
            var shard = Enter();
            var response = shard.Current.Get(IterationSeries).Response;
            foreach (var nanoseconds in batch.Lengths)
                response.Record(nanoseconds);
            shard.Exit();
        }

        batch.Clear();
    }

    /// <summary>Names are mostly the same few string objects: finds the id by the object, and by the text only when that fails.</summary>
    private int IdOf(string name, StepKind kind)
    {
        ref var slot = ref recent[RuntimeHelpers.GetHashCode(name) & (recent.Length - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is not null && ReferenceEquals(entry.Name, name) && entry.Kind == kind)
            return entry.Id;
        var id = ids.TryGetValue((name, kind), out var known) ? known : Register(name, kind);
        Volatile.Write(ref slot, new Entry(name, kind, id));
        return id;
    }

    private RecorderShard Enter()
    {
        var first = Thread.GetCurrentProcessorId();
        var spin = default(SpinWait);
        for (var attempt = 0; ; attempt++)
        {
            var shard = shards[(first + attempt) & (shards.Length - 1)];
            if (shard.TryEnter())
                return shard;
            if (attempt >= shards.Length)
                spin.SpinOnce();
        }
    }

    private int Register(string name, StepKind kind)
    {
        lock (names)
        {
            if (ids.TryGetValue((name, kind), out var known))
                return known;
            if (names.Count > MaxSeries && name != OtherName)
                return Register(OtherName, StepKind.Step);
            names.Add((name, kind));
            ids[(name, kind)] = names.Count - 1;
            return names.Count - 1;
        }
    }

    private sealed record Entry(string Name, StepKind Kind, int Id);
}
