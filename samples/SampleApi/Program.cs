using SampleApi.Accounts;
using SampleApi.Catalogue;
using SampleApi.Faults;
using SampleApi.Health;
using SampleApi.Orders;
using SampleApi.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

builder.Services.AddShopStorage();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(services => ShopFaults.From(services.GetRequiredService<IConfiguration>()));
builder.Services.AddAccounts();

var app = builder.Build();
var faults = app.Services.GetRequiredService<ShopFaults>();
await app.Services.GetRequiredService<ShopStore>().CreateAsync(app.Lifetime.ApplicationStopping);

if (faults.Leak is { } leak)
    app.Use(leak.KeepSomethingAsync);

app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapAccounts();
app.MapCatalogue();
app.MapOrders();

await app.RunAsync();

/// <summary>Public so that a test can start the application with <c>WebApplicationFactory&lt;Program&gt;</c>.</summary>
public partial class Program;
