using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Execution;

public class TimerHeapTests
{
    [Fact]
    public void Nodes_leave_in_the_order_of_their_times_also_when_some_are_taken_back()
        => Prop.ForAll<int[], int>((dues, seed) =>
        {
            var random = new Random(seed);
            var heap = new TimerHeap();
            var nodes = dues.Select(due => (Node: new Node(), Due: (long)due)).ToList();
            foreach (var (node, due) in nodes)
                heap.Add(node, due);
            var taken = nodes.Where(_ => random.Next(3) == 0).ToList();
            foreach (var (node, _) in taken)
                heap.Remove(node);

            var left = new List<long>();
            while (heap.First is { } first)
            {
                left.Add(first.Due);
                heap.Remove(first);
            }

            return left.SequenceEqual(nodes.Except(taken).Select(n => n.Due).Order()) && nodes.TrueForAll(n => !heap.Remove(n.Node));
        }).QuickCheckThrowOnFailure();

    private sealed class Node : TimerNode
    {
        public override void Fire(long now) => throw new NotSupportedException();
    }
}
