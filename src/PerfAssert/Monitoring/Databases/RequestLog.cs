using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Which statements single requests send, and how often: found by the activity that ASP.NET Core makes for each request, or by a
/// <see cref="RequestMark"/>. Thread-safe. Allocates nothing for a request: its counts lie in a table that later requests overwrite.
/// </summary>
internal sealed class RequestLog
{
    /// <summary>Where of an iteration that is no behaviour.</summary>
    public const string Iteration = "iteration";

    /// <summary>Where of a request whose route is not known.</summary>
    public const string Request = "request";

    private const string RequestActivity = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <summary>Places in the table: a few times as many as requests are usually in flight, so that none in flight is overwritten.</summary>
    private const int Places = 1_024;

    /// <summary>Places that a request can choose from.</summary>
    private const int Ways = 4;

    /// <summary>Activities of the application within each other; more are no request's.</summary>
    private const int MostParents = 32;

    /// <summary>
    /// A statement that comes this long after the last one is no loop over rows: a connection that stays open and asks again now and then.
    /// </summary>
    private static readonly long Apart = Stopwatch.Frequency;

    private readonly Bucket[] buckets = new Bucket[Places / Ways];
    private readonly ConcurrentDictionary<(string, StatementTally), RepeatTally> tallies = new();
    private volatile bool wantsMarks;

    public RequestLog()
    {
        for (var index = 0; index < buckets.Length; index++)
            buckets[index] = new Bucket();
    }

    /// <summary>Whether there are commands that belong to no activity, so that requests are to be marked.</summary>
    public bool WantsMarks
    {
        get => wantsMarks;
        set => wantsMarks = value;
    }

    /// <summary>Number of the request that an activity is part of; 0 where it is part of none.</summary>
    public static ulong KeyOf(Activity? activity)
    {
        for (var depth = 0; activity is not null && depth < MostParents; depth++, activity = activity.Parent)
        {
            // Not its id: this is as good within a process and does not make one that nobody asked for.
            if (activity.OperationName == RequestActivity)
                return ((ulong)activity.StartTimeUtc.Ticks << 20) ^ (uint)RuntimeHelpers.GetHashCode(activity) ^ (1UL << 63);
        }

        return 0;
    }

    /// <summary>Tells the route of a request.</summary>
    /// <param name="key">The request's number.</param>
    /// <param name="where">Such as <c>GET /orders/{id}</c>; <see langword="null"/> for one that stays open and whose commands belong to no single answer.</param>
    public void Begin(ulong key, string? where)
    {
        var bucket = buckets[Index(key)];
        lock (bucket)
        {
            var place = bucket.Take(key);
            place.Where = where;
            place.Counts = where is not null;
        }
    }

    /// <summary>Counts a command for the request that it belongs to.</summary>
    /// <param name="activity">The activity that it was sent in.</param>
    /// <param name="database">Where it was sent to.</param>
    /// <param name="statement">What was sent.</param>
    /// <param name="duration">How long it took, until now.</param>
    /// <returns>Whether it belongs to any.</returns>
    public bool Add(Activity? activity, DatabaseTally database, StatementTally statement, TimeSpan duration)
    {
        var key = KeyOf(activity);
        var mark = key == 0 ? RequestMark.Current : null;
        if (mark is not null)
            key = mark.Key;
        if (key == 0)
            return false;
        var now = Stopwatch.GetTimestamp();
        var began = now - (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var bucket = buckets[Index(key)];
        RepeatTally? tally;
        long number;
        lock (bucket)
        {
            var place = bucket.Take(key);
            if (!place.Counts)
                return true;
            place.Where ??= mark?.Where ?? Request;
            (tally, number) = place.Count(this, database, statement, began, now);
        }

        tally.Add(number);
        return true;
    }

    /// <summary>The statements that look like a loop over rows, reads before writes, the most frequent first.</summary>
    public IEnumerable<(DatabaseTally Database, RepeatedStatement Statement)> Suspicions() => tallies.Values
        .Select(tally => (tally.Database, Statement: tally.Suspicion()))
        .Where(suspicion => suspicion.Statement is not null)
        .Select(suspicion => (suspicion.Database, suspicion.Statement!))
        .OrderBy(suspicion => suspicion.Item2.IsWrite).ThenByDescending(suspicion => suspicion.Item2.Mean * suspicion.Item2.Requests)
        .ThenBy(suspicion => suspicion.Item2.Where, StringComparer.Ordinal).ThenBy(suspicion => suspicion.Item2.Text, StringComparer.Ordinal);

    /// <summary>Starts counting again; the requests in flight keep their routes.</summary>
    public void Restart()
    {
        tallies.Clear();
        foreach (var bucket in buckets)
        {
            lock (bucket)
                bucket.Restart();
        }
    }

    private static int Index(ulong key) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> (64 - BitOperations.Log2(Places / Ways)));

    private RepeatTally TallyOf(string where, DatabaseTally database, StatementTally statement)
        => tallies.TryGetValue((where, statement), out var tally)
            ? tally
            : tallies.GetOrAdd((where, statement), static (key, database) => new RepeatTally(database, key.Item2, key.Item1), database);

    /// <summary>The places that some requests share; its own lock.</summary>
    private sealed class Bucket
    {
        private readonly Place[] places = [.. Enumerable.Range(0, Ways).Select(_ => new Place())];
        private long uses;

        public void Restart()
        {
            foreach (var place in places)
                place.Restart();
        }

        /// <summary>The place of a request: its own, or the one that was not used for the longest time.</summary>
        public Place Take(ulong key)
        {
            var oldest = places[0];
            foreach (var place in places)
            {
                if (place.Key == key)
                {
                    place.LastUse = ++uses;
                    return place;
                }

                if (place.LastUse < oldest.LastUse)
                    oldest = place;
            }

            oldest.Restart(key);
            oldest.LastUse = ++uses;
            return oldest;
        }
    }

    private sealed class Place
    {
        /// <summary>Different statements of one request that are counted at once.</summary>
        private const int MostStatements = 16;

        private readonly RepeatTally?[] tallies = new RepeatTally?[MostStatements];
        private readonly long[] numbers = new long[MostStatements];
        private readonly long[] ends = new long[MostStatements];
        private int used;

        public ulong Key { get; private set; }

        public string? Where { get; set; }

        /// <summary>Whether its commands belong to one answer.</summary>
        public bool Counts { get; set; }

        public long LastUse { get; set; }

        public void Restart(ulong key)
        {
            Key = key;
            Where = null;
            Counts = true;
            Restart();
        }

        public void Restart() => used = 0;

        public (RepeatTally Tally, long Number) Count(RequestLog log, DatabaseTally database, StatementTally statement, long began, long now)
        {
            var place = 0;
            while (place < used && tallies[place]!.Statement != statement)
                place++;
            if (place == used)
            {
                place = used < MostStatements ? used++ : Rarest();
                tallies[place] = log.TallyOf(Where!, database, statement);
                numbers[place] = 0;
            }
            else if (began - ends[place] > Apart)
            {
                numbers[place] = 0;
            }

            ends[place] = now;
            return (tallies[place]!, ++numbers[place]);
        }

        private int Rarest()
        {
            var rarest = 0;
            for (var place = 1; place < MostStatements; place++)
            {
                if (numbers[place] < numbers[rarest])
                    rarest = place;
            }

            return rarest;
        }
    }
}
