namespace PerfAssert;

/// <summary>Waiting nodes, the earliest first: a binary heap whose nodes know their place, so that one can be taken back. Not thread-safe.</summary>
internal sealed class TimerHeap
{
    private TimerNode[] nodes = new TimerNode[64];

    public int Count { get; private set; }

    public TimerNode? First => Count == 0 ? null : nodes[0];

    public void Add(TimerNode node, long due)
    {
        if (node.HeapIndex >= 0)
            throw new InvalidOperationException("The timer node is waiting already.");
        node.Due = due;
        if (Count == nodes.Length)
            Array.Resize(ref nodes, Count * 2);
        Place(node, Count++);
        Rise(node);
    }

    public bool Remove(TimerNode node)
    {
        var index = node.HeapIndex;
        if (index < 0)
            return false;
        node.HeapIndex = -1;
        var last = nodes[--Count];
        nodes[Count] = null!;
        if (last != node)
        {
            Place(last, index);
            Rise(last);
            Sink(last);
        }

        return true;
    }

    private void Place(TimerNode node, int index)
    {
        nodes[index] = node;
        node.HeapIndex = index;
    }

    private void Rise(TimerNode node)
    {
        while (node.HeapIndex > 0)
        {
            var parent = nodes[(node.HeapIndex - 1) / 2];
            if (parent.Due <= node.Due)
                return;
            Swap(parent, node);
        }
    }

    private void Sink(TimerNode node)
    {
        while (true)
        {
            var child = (node.HeapIndex * 2) + 1;
            if (child >= Count)
                return;
            if (child + 1 < Count && nodes[child + 1].Due < nodes[child].Due)
                child++;
            if (nodes[child].Due >= node.Due)
                return;
            Swap(node, nodes[child]);
        }
    }

    private void Swap(TimerNode upper, TimerNode lower)
    {
        var index = upper.HeapIndex;
        Place(upper, lower.HeapIndex);
        Place(lower, index);
    }
}
