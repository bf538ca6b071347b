namespace PerfAssert.TestApp;

/// <summary>What ran after responses, in its order.</summary>
public sealed class Callbacks
{
    private readonly Lock gate = new();
    private string completed = "";

    public string Completed
    {
        get
        {
            lock (gate)
                return completed;
        }
    }

    public void Add(string name)
    {
        lock (gate)
            completed += name + ";";
    }
}
