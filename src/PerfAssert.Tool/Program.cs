using System.Text;
using PerfAssert.Tool;

Console.OutputEncoding = Encoding.UTF8;
return await ToolCommandLine.RunAsync(args, ToolEnvironment.OfThisProcess());
