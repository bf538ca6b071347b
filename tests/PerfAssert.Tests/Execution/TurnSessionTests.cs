using System.IO.Pipes;
using System.Text;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>A run that takes its turns over a real pipe. Alone, because it sets a variable of the process.</summary>
[Collection(nameof(AloneCollection))]
public class TurnSessionTests
{
    [Fact]
    public async Task A_session_takes_its_turns_from_the_pipe_that_the_environment_names()
    {
        var name = $"perfassert-test-{Guid.NewGuid():N}";
        await using var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        Environment.SetEnvironmentVariable(TurnClient.Variable, name);
        try
        {
            var settings = new LoadSettings { Name = "in turns", Users = 2, Duration = "10m", WarmUp = "none", AllowDebugBuild = true };
            var running = new LoadRun(settings).RunAsync(user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask());
            var told = await GiveAsync(server, "run 40", "run 60", "run 20");
            var result = await running;

            Assert.Equal("ready in turns", told[0]);
            Assert.All(told[1..], line => Assert.Matches(@"^done \d+(\.\d+)?$", line));
            Assert.Equal(3, result.Blocks.Blocks.Count);
            Assert.Equal(result.Count, result.Blocks.Blocks.Sum(block => block.Series[0].Count));
            Assert.NotNull(result.Blocks.KernelTime);
        }
        finally
        {
            Environment.SetEnvironmentVariable(TurnClient.Variable, null);
        }
    }

    private static async Task<List<string>> GiveAsync(NamedPipeServerStream server, params string[] turns)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await server.WaitForConnectionAsync(limit.Token);
        using var reader = new StreamReader(server, Encoding.UTF8, false, -1, leaveOpen: true);
        var told = new List<string>();
        foreach (var turn in turns.Append("end"))
        {
            told.Add(await reader.ReadLineAsync(limit.Token) ?? "");
            await server.WriteAsync(Encoding.UTF8.GetBytes(turn + "\n"), limit.Token);
        }

        return told;
    }
}
