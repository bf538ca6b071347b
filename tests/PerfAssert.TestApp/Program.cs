using System.Globalization;
using PerfAssert.TestApp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddScoped<ScopedState>();
builder.Services.AddSingleton<Blocker>();
builder.Services.AddSingleton<Streams>();
builder.Services.AddSingleton<Cancellations>();
builder.Services.AddSingleton<Callbacks>();
builder.Services.AddSingleton<OpenSockets>();
var app = builder.Build();

app.MapGet("/", () => "root");
app.MapGet("/hello", () => "hello");
app.MapMethods("/hello", ["HEAD"], () => Results.Bytes(new byte[5]));
app.MapGet("/environment", (IHostEnvironment environment) => environment.EnvironmentName);

app.MapGet("/products/{id:int}", (int id) => id.ToString(CultureInfo.InvariantCulture));
app.MapGet("/products/{name:alpha}", (string name) => name);
app.MapPost("/products", (Product product) => product);
app.MapGet("/files/{**path}", (string path) => path);
app.MapFallback("/app/{*path:nonfile}", () => "fallback");
app.MapGroup("/group").MapGet("/", () => "group");

app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
app.MapGet("/throw", void () => throw new InvalidOperationException("broken on purpose"));

app.MapGet("/cookie/set/{value}", (string value, HttpResponse response) => response.Cookies.Append("user", value));
app.MapGet("/cookie", (HttpRequest request) => request.Headers.Cookie.ToString());

app.MapMethods("/redirect/{status:int}", ["GET", "POST", "PUT"], (int status, HttpResponse response) =>
{
    response.StatusCode = status;
    response.Headers.Location = "/landing";
    response.Cookies.Append("hop", "1");
});
app.MapMethods("/landing", ["GET", "POST", "PUT"], async (HttpRequest request) =>
    $"{request.Method} {await new StreamReader(request.Body).ReadToEndAsync()} {request.Headers.Cookie} {request.Headers.Authorization}");
app.MapGet("/redirect-to", (string url) => Results.Redirect(url));
app.MapGet("/loop", () => Results.Redirect("/loop"));

// Without Content-Length.
app.MapGet("/stream/{bytes:int}", async (int bytes, HttpResponse response) =>
{
    await response.StartAsync();
    await response.Body.WriteAsync(new byte[bytes]);
});
app.MapPost("/length", async (HttpRequest request) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    return body.Length;
});

// Never answer by themselves, and do not look at RequestAborted.
app.MapGet("/blocked", async (Blocker blocker) => await blocker.Opened);
app.MapGet("/blocked-body", async (Blocker blocker, HttpResponse response) =>
{
    await response.WriteAsync("first");
    await response.Body.FlushAsync();
    await blocker.Opened;
});

app.MapSockets();
Streams.Map(app);
app.MapBehaviours();

app.MapControllerRoute("default", "mvc/{controller=Home}/{action=Index}/{id?}");
app.Run();
