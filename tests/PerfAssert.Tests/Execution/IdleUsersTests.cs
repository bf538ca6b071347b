using Xunit;

namespace PerfAssert.Tests.Execution;

public class IdleUsersTests
{
    [Fact]
    public void The_last_user_to_finish_is_the_first_to_start()
    {
        var idle = new IdleUsers(3);
        idle.Push(0);
        idle.Push(2);
        idle.Push(1);

        Assert.Equal([1, 2, 0, -1], Enumerable.Range(0, 4).Select(_ => idle.TryPop(out var user) ? user : -1));
    }

    [Fact]
    public void No_user_is_lost_or_given_out_twice_under_contention()
    {
        const int users = 8;
        var idle = new IdleUsers(users);
        for (var user = 0; user < users; user++)
            idle.Push(user);
        var held = new int[users];

        Parallel.For(0, 200_000, _ =>
        {
            if (!idle.TryPop(out var user))
                return;
            Assert.Equal(1, Interlocked.Increment(ref held[user]));
            Interlocked.Decrement(ref held[user]);
            idle.Push(user);
        });

        var left = new HashSet<int>();
        while (idle.TryPop(out var user))
            Assert.True(left.Add(user));
        Assert.Equal(users, left.Count);
    }
}
