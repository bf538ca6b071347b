using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

public class PoolNameTests
{
    [Theory]
    [InlineData("shop", "shop")]
    [InlineData("Host=127.0.0.1;Port=5432;Database=orders;Password=secret", "orders")]
    [InlineData("Server=sql.example;Initial Catalog=orders", "orders")]
    [InlineData("Host=db.example;Username=me", "db.example")]
    [InlineData("a=b;;=c", "a=b;;=c")]
    [InlineData("", "")]
    public void A_connection_string_is_called_by_its_database(string name, string shown)
        => Assert.Equal(shown, PoolName.Of(name));
}
