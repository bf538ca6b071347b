using Microsoft.EntityFrameworkCore;
using SampleApi.Accounts;
using SampleApi.Catalogue;
using SampleApi.Orders;

namespace SampleApi.Storage;

/// <summary>The shop's tables. Queries do not track; only what is added is saved.</summary>
internal sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>().HasIndex(product => product.Name);
        modelBuilder.Entity<Customer>().HasIndex(customer => customer.Email).IsUnique();
        modelBuilder.Entity<Order>().HasIndex(order => order.CustomerId);
        modelBuilder.Entity<Order>().Property(order => order.PlacedAtUtc)
            .HasConversion(time => time, stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
        modelBuilder.Entity<OrderLine>().HasKey(line => new { line.OrderId, line.Number });
        modelBuilder.Entity<OrderLine>().HasOne<Order>().WithMany(order => order.Lines).HasForeignKey(line => line.OrderId);
    }
}
