using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

public class StatementLogTests
{
    [Fact]
    public void Texts_of_one_shape_are_counted_together()
    {
        var log = new StatementLog();
        log.Find("SELECT 1 FROM t").Add(TimeSpan.FromMilliseconds(2), hasFailed: false);
        log.Find("SELECT 2 FROM t").Add(TimeSpan.FromMilliseconds(5), hasFailed: true);
        log.Find("SELECT a FROM u").Add(TimeSpan.FromMilliseconds(1), hasFailed: false);

        var statements = log.Summarize();

        Assert.Equal(["SELECT ? FROM t", "SELECT a FROM u"], statements.Select(statement => statement.Text));
        Assert.Equal((2, 1), (statements[0].Count, statements[0].Failed));
        Assert.Equal((7, 5, 3.5), (statements[0].Total.TotalMilliseconds, statements[0].Longest.TotalMilliseconds, statements[0].Mean.TotalMilliseconds));
    }

    [Fact]
    public void Shapes_beyond_the_most_are_counted_together()
    {
        var log = new StatementLog();
        for (var i = 0; i < StatementLog.MostShapes + 300; i++)
            log.Find($"SELECT * FROM table{i}").Add(TimeSpan.FromMilliseconds(1), hasFailed: false);

        var statements = log.Summarize();

        Assert.Equal(StatementLog.MostShapes + 1, statements.Count);
        Assert.Equal((StatementLog.Others, 300), (statements[0].Text, statements[0].Count));
    }

    [Fact]
    public void A_known_text_costs_no_memory()
    {
        var log = new StatementLog();
        string[] texts = [.. Enumerable.Range(0, 20).Select(i => $"SELECT {i} FROM t{i % 7}")];
        Count();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Count();

        // Texts whose places collide take turns there at 32 bytes; each has one place of 512.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000 * 6 * 32);

        void Count()
        {
            foreach (var text in texts)
                log.Find(text).Add(TimeSpan.FromMilliseconds(1), hasFailed: false);
        }
    }

    [Fact]
    public void Nothing_is_left_after_a_restart()
    {
        var log = new StatementLog();
        log.Find("SELECT 1").Add(TimeSpan.FromMilliseconds(2), hasFailed: true);

        log.Restart();

        Assert.Empty(log.Summarize());
    }
}
