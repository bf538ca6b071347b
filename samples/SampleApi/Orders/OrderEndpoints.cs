using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SampleApi.Accounts;
using SampleApi.Faults;
using SampleApi.Storage;

namespace SampleApi.Orders;

/// <summary>Placing, reading, cancelling and deleting orders. Changes need a log-in and touch the customer's own orders only.</summary>
internal static class OrderEndpoints
{
    private const int LargestList = 50;
    private const int MostLines = 50;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders", ListAsync);
        routes.MapGet("/orders/{id}", FindAsync);
        routes.MapPost("/orders", PlaceAsync).RequireAuthorization();
        routes.MapPost("/orders/{id}/cancel", CancelAsync).RequireAuthorization();
        routes.MapDelete("/orders/{id}", DeleteAsync).RequireAuthorization();
    }

    /// <summary>The latest orders of a customer.</summary>
    private static async Task<Ok<List<OrderDetails>>> ListAsync(
        int customer, ShopDb db, ShopFaults faults, CancellationToken cancellation)
    {
        var latest = db.Orders
            .Where(order => order.CustomerId == customer)
            .OrderByDescending(order => order.Id)
            .Take(LargestList);
        var orders = faults.NPlusOne
            ? await WithLinesOneByOneAsync(latest, db, cancellation)
            : await latest.Include(order => order.Lines).AsSplitQuery().ToListAsync(cancellation);
        return TypedResults.Ok(orders.ConvertAll(Details));
    }

    /// <summary>The fault <c>n-plus-one</c>: what lazy loading does.</summary>
    private static async Task<List<Order>> WithLinesOneByOneAsync(IQueryable<Order> query, ShopDb db, CancellationToken cancellation)
    {
        var orders = await query.ToListAsync(cancellation);
        foreach (var order in orders)
            order.Lines = await db.OrderLines.Where(line => line.OrderId == order.Id).ToListAsync(cancellation);
        return orders;
    }

    private static async Task<Results<Ok<OrderDetails>, NotFound>> FindAsync(int id, ShopDb db, CancellationToken cancellation)
    {
        var order = await db.Orders.Include(candidate => candidate.Lines)
            .SingleOrDefaultAsync(candidate => candidate.Id == id, cancellation);
        return order is null ? TypedResults.NotFound() : TypedResults.Ok(Details(order));
    }

    private static async Task<Results<Created<OrderDetails>, ValidationProblem>> PlaceAsync(
        NewOrder request, ClaimsPrincipal customer, ShopDb db, ShopStore store, ShopFaults faults, TimeProvider time, CancellationToken cancellation)
    {
        if (request.Lines is not { Count: >= 1 and <= MostLines })
            return Invalid($"An order has 1 to {MostLines} lines.");
        if (request.Lines.Any(line => line.Quantity < 1))
            return Invalid("Each line has a quantity of at least 1.");

        var ids = request.Lines.Select(line => line.ProductId).ToHashSet();
        var prices = await db.Products
            .Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => product.PriceCents, cancellation);
        if (prices.Count < ids.Count)
            return Invalid($"There is no product {ids.First(id => !prices.ContainsKey(id))}.");

        var order = new Order { CustomerId = customer.CustomerId(), PlacedAtUtc = time.GetUtcNow().UtcDateTime };
        foreach (var line in request.Lines)
        {
            order.Lines.Add(new OrderLine
            {
                Number = order.Lines.Count + 1,
                ProductId = line.ProductId,
                Quantity = line.Quantity,
                PriceCents = prices[line.ProductId],
            });
        }

        db.Add(order);
        using (await store.EnterWriterAsync(cancellation))
        {
            await using var transaction = faults.Deadlock ? await CountAsSoldAsync(request.Lines, db, cancellation) : null;
            await db.SaveChangesAsync(cancellation);
            if (transaction is not null)
                await transaction.CommitAsync(cancellation);
        }

        return TypedResults.Created($"/orders/{order.Id}", Details(order));
    }

    /// <summary>
    /// The fault <c>deadlock</c>: the rows of the products are locked in the order of the lines, so that an order of a lamp and a table and
    /// one of a table and a lamp wait for each other.
    /// </summary>
    private static async Task<IDbContextTransaction> CountAsSoldAsync(IReadOnlyList<NewOrderLine> lines, ShopDb db, CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var line in lines)
        {
            await db.Products.Where(product => product.Id == line.ProductId)
                .ExecuteUpdateAsync(set => set.SetProperty(product => product.Sold, product => product.Sold + line.Quantity), cancellation);
        }

        return transaction;
    }

    private static async Task<Results<NoContent, NotFound>> CancelAsync(
        int id, ClaimsPrincipal customer, ShopDb db, ShopStore store, CancellationToken cancellation)
    {
        var own = OwnOrder(id, customer, db);
        using (await store.EnterWriterAsync(cancellation))
        {
            var cancelled = await own.ExecuteUpdateAsync(set => set.SetProperty(order => order.Status, OrderStatus.Cancelled), cancellation);
            return cancelled == 0 ? TypedResults.NotFound() : TypedResults.NoContent();
        }
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(
        int id, ClaimsPrincipal customer, ShopDb db, ShopStore store, CancellationToken cancellation)
    {
        var own = OwnOrder(id, customer, db);
        using (await store.EnterWriterAsync(cancellation))
            return await own.ExecuteDeleteAsync(cancellation) == 0 ? TypedResults.NotFound() : TypedResults.NoContent();
    }

    private static IQueryable<Order> OwnOrder(int id, ClaimsPrincipal customer, ShopDb db)
    {
        var customerId = customer.CustomerId();
        return db.Orders.Where(order => order.Id == id && order.CustomerId == customerId);
    }

    private static OrderDetails Details(Order order) => new(
        order.Id,
        order.CustomerId,
        order.PlacedAtUtc,
        order.Status,
        order.Lines.Sum(line => line.Quantity * line.PriceCents),
        order.Lines.ConvertAll(line => new OrderLineDetails(line.ProductId, line.Quantity, line.PriceCents)));

    private static ValidationProblem Invalid(string problem)
        => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["lines"] = [problem] });
}
