using Microsoft.AspNetCore.Mvc;

namespace PerfAssert.TestApp;

public sealed class HomeController : Controller
{
    public string Index() => "index";

    public string Details(int id) => $"details {id}";
}
