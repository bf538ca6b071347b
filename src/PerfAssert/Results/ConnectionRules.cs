namespace PerfAssert;

/// <summary>Whether the sending side ran out of ports, files or connections. Pure.</summary>
internal static class ConnectionRules
{
    /// <summary>Beyond this share of failures a limit of the sending machine shapes the run: 1 %.</summary>
    private const double ManyFailures = 0.01;

    /// <summary>From this share of requests on, a wait for a connection shows in P95.</summary>
    private const double ManyWaits = 0.05;

    /// <summary>A shorter mean wait is a connection being handed over, or made on the same machine.</summary>
    private static readonly TimeSpan WaitWorthKnowing = TimeSpan.FromMilliseconds(1);

    /// <summary>A wait of less than this share of the requests' time is not what to look at.</summary>
    private const double WaitShare = 0.1;

    public static void Judge(PhaseOutcome outcome, bool inProcess, ValiditySeverity judged, List<ValidityFinding> findings)
    {
        Limit(
            FailureClassifier.NoLocalPort,
            "ports-exhausted",
            "no local port was left for a new connection",
            "Keep connections open (no \"Connection: close\", no HttpClient of one's own per request), use HTTP/2, send from more addresses, or widen the range: sysctl net.ipv4.ip_local_port_range on Linux, netsh int ipv4 set dynamicport tcp on Windows.");
        Limit(
            FailureClassifier.TooManyFiles,
            "too-many-open-files",
            "this process may not open more files, and each socket is one",
            "Raise the limit (ulimit -n, LimitNOFILE of a service), use HTTP/2 or fewer users, and keep connections open.");
        Waits(outcome, inProcess, findings);

        void Limit(string kind, string rule, string words, string remedy)
        {
            long failed = 0;
            var share = 0.0;
            for (var id = 0; id < outcome.Names.Count; id++)
            {
                if (outcome.Totals.Find(id) is not { } series || series.Errors.FirstOrDefault(error => error.Key == kind).Value is not { } tally)
                    continue;
                failed = Math.Max(failed, tally.Total);
                share = Math.Max(share, (double)tally.Total / (series.Response.Count + series.Failed.Count));
            }

            if (failed > 0)
                findings.Add(new(rule, share >= ManyFailures ? judged : ValiditySeverity.Note, $"{Figure.Count(failed)} operations ({Figure.Percent(share)}) failed because {words}.", remedy));
        }
    }

    private static void Waits(PhaseOutcome outcome, bool inProcess, List<ValidityFinding> findings)
    {
        var (waited, time) = outcome.ConnectionWaits;
        long requests = 0;
        var total = 0.0;
        for (var id = 1; id < outcome.Names.Count; id++)
        {
            if (outcome.Names[id].Kind != StepKind.Request || outcome.Totals.Find(id) is not { } series)
                continue;
            requests += series.Response.Count + series.Failed.Count;
            total += series.Response.Sum + series.Failed.Sum;
        }

        if (requests == 0 || waited < requests * ManyWaits || time / waited < WaitWorthKnowing || EngineTime.Nanoseconds(time) < total * WaitShare)
            return;
        findings.Add(new(
            "connections-waited-for",
            ValiditySeverity.Note,
            $"{Figure.Count(waited)} of {Figure.Count(requests)} requests waited for a connection, or for a stream of one, {Figure.Duration(time / waited)} on average; the response times include it.",
            $"The server closes connections after use, or allows fewer streams per HTTP/2 connection than there are users{(inProcess ? " (Kestrel: Limits.Http2.MaxStreamsPerConnection)" : "")}. Users of real clients have connections of their own: if these should too, use HTTP/1.1 and let connections live."));
    }
}
