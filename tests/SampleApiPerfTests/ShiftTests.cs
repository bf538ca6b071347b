namespace SampleApiPerfTests;

/// <summary>The seeded changes that comparisons with a baseline are proved on: how they are written, and that they do what they say.</summary>
public sealed class ShiftTests
{
    [Theory]
    [InlineData("cpy:1.2", "There is no shift \"cpy:1.2\". *know: cpu:1.2, wait:1.2, *")]
    [InlineData("cpu", "Shift \"cpu\" needs a factor. Write cpu:1.2.")]
    [InlineData("wait:20%", "Shift \"wait:20%\": \"20%\" is not a factor of 0.5 to 10. Write wait:1.2.")]
    [InlineData("lock:0", "Shift \"lock:0\": \"0\" is not a factor of 0.5 to 10. Write lock:1.2.")]
    [InlineData("sql", "Shift \"sql\" needs a number of queries. Write sql:+1.")]
    [InlineData("alloc:1.1,sql:1", "Shift \"sql:1\": \"1\" is not +0 to +100. Write sql:+1.")]
    public void A_shift_that_cannot_be_read_stops_the_start(string shift, string message)
    {
        using var shop = new ShiftedShop(shift);
        var start = () => shop.Services;

        start.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task A_shift_changes_no_answer_in_length()
    {
        using var plain = new Shop();
        using var shifted = new ShiftedShop("cpu:1.5,wait:0.5,lock:1.2,tail:1.2,alloc:2,sql:+3");

        foreach (var work in (string[])["cpu", "wait", "lock", "tail", "alloc", "sql"])
        {
            (await plain.CreateClient().GetStringAsync("/work/" + work)).Should().HaveLength(8, work);
            (await shifted.CreateClient().GetStringAsync("/work/" + work)).Should().HaveLength(8, work);
        }
    }
}
