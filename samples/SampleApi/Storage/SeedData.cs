using SampleApi.Accounts;
using SampleApi.Orders;

namespace SampleApi.Storage;

/// <summary>
/// The same rows at every start, enough of them that a query costs something: some 20,000.
/// </summary>
internal static class SeedData
{
    public const int Products = 10_000;
    public const int Customers = 200;
    public const int Orders = 2_000;

    /// <summary>The password of every seeded customer, <c>customer1@shop.example</c> to <c>customer200@shop.example</c>.</summary>
    public const string Password = "let-me-in";

    private static readonly DateTime FirstOrder = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Adjectives =
        ["Amber", "Bright", "Classic", "Compact", "Folding", "Garden", "Heavy", "Italian", "Light", "Modern", "Nordic", "Oak", "Plain", "Round", "Small", "Tall"];

    private static readonly string[] Nouns =
        ["armchair", "basket", "bench", "bookcase", "carpet", "clock", "cushion", "desk", "lamp", "mirror", "rack", "shelf", "sofa", "stool", "table", "vase"];

    private static readonly string[] Categories = ["Bedroom", "Garden", "Kitchen", "Living room", "Office"];

    public static void Write(OpenTable open)
    {
        var random = new SeededRandom(20_250_101);
        var prices = WriteProducts(open, random);
        WriteCustomers(open);
        WriteOrders(open);
        WriteOrderLines(open, random, prices);
    }

    private static int[] WriteProducts(OpenTable open, SeededRandom random)
    {
        var prices = new int[Products + 1];
        using var insert = open("Products", "Id", "Name", "Category", "Description", "PriceCents", "Sold");
        for (var id = 1; id <= Products; id++)
        {
            prices[id] = 199 + random.Below(100_000);
            var name = $"{random.Of(Adjectives)} {random.Of(Nouns)} {id}";
            var category = random.Of(Categories);
            insert.Write(id, name, category, $"{name}: made to last, for the {category.ToLowerInvariant()}, with a guarantee of {random.Below(9) + 2} years.", prices[id], 0);
        }

        insert.Complete();
        return prices;
    }

    private static void WriteCustomers(OpenTable open)
    {
        // One hash for all of them: hashing each password would take longer than all the rest.
        var hash = PasswordHash.Create(Password);
        using var insert = open("Customers", "Id", "Email", "Name", "PasswordHash");
        for (var id = 1; id <= Customers; id++)
            insert.Write(id, $"customer{id}@shop.example", $"Customer {id}", hash);
        insert.Complete();
    }

    private static void WriteOrders(OpenTable open)
    {
        using var insert = open("Orders", "Id", "CustomerId", "PlacedAtUtc", "Status");
        for (var id = 1; id <= Orders; id++)
            insert.Write(id, CustomerOf(id), FirstOrder.AddMinutes(id * 7), (int)(id % 10 == 0 ? OrderStatus.Cancelled : OrderStatus.Shipped));
        insert.Complete();
    }

    private static void WriteOrderLines(OpenTable open, SeededRandom random, int[] prices)
    {
        using var insert = open("OrderLines", "OrderId", "Number", "ProductId", "Quantity", "PriceCents");
        for (var id = 1; id <= Orders; id++)
        {
            var lines = 3 + random.Below(4);
            for (var number = 1; number <= lines; number++)
            {
                var product = 1 + random.Below(Products);
                insert.Write(id, number, product, 1 + random.Below(3), prices[product]);
            }
        }

        insert.Complete();
    }

    /// <summary>Half of the orders are from the first twenty customers (50 each), as every shop has its regulars.</summary>
    private static int CustomerOf(int order) => order % 2 == 0 ? 1 + (order / 2 % 20) : 21 + (order / 2 % (Customers - 20));
}
