using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>Orders that customers place.</summary>
public static class Orders
{
    /// <summary>A lamp and a table by users of even ids, a table and a lamp by the others.</summary>
    public static async Task PlaceCrossingAsync(VirtualUser user)
    {
        NewOrderLine[] lines = [new(1, 1), new(2, 1)];
        if (user.Id % 2 == 1)
            Array.Reverse(lines);
        using var answer = await user.Http.PostAsJsonAsync("/orders", new NewOrder(lines));
        answer.EnsureSuccessStatusCode();
    }
}
