using SampleApi.Accounts;
using SampleApi.Baskets;
using SampleApi.Catalogue;
using SampleApi.Chat;
using SampleApi.Events;
using SampleApi.Export;
using SampleApi.Faults;
using SampleApi.Health;
using SampleApi.Limits;
using SampleApi.Orders;
using SampleApi.Shifts;
using SampleApi.Storage;
using SampleApi.Uploads;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

builder.Services.AddShopStorage();
builder.Services.AddRedis();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(services => ShopFaults.From(services.GetRequiredService<IConfiguration>()));
builder.Services.AddSingleton(services => WorkShift.From(services.GetRequiredService<IConfiguration>()));
builder.Services.AddSingleton<SeededWork>();
builder.Services.AddAccounts();
builder.Services.AddBaskets();
builder.Services.AddLimits();
builder.Services.AddChat();

var app = builder.Build();
var faults = app.Services.GetRequiredService<ShopFaults>();
_ = app.Services.GetRequiredService<WorkShift>();
await app.Services.GetRequiredService<RedisStore>().ConnectAsync();
await app.Services.GetRequiredService<ShopStore>().CreateAsync(app.Lifetime.ApplicationStopping);

app.UseFaults(faults);
app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapAccounts();
app.MapCatalogue();
app.MapOrders();
app.MapBaskets();
app.MapWork();
app.MapLimits();
app.MapChat();
app.MapExport();
app.MapUploads();
app.MapEvents();

await app.RunAsync();

/// <summary>Public so that a test can start the application with <c>WebApplicationFactory&lt;Program&gt;</c>.</summary>
public partial class Program;
