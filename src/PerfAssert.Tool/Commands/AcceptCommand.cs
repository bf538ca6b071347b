using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert accept</c>: makes received baselines the accepted ones.</summary>
internal static class AcceptCommand
{
    public static Command Create(ToolEnvironment environment)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Received files, or folders to look for them in; the working directory by default",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "path",
        };
        var rebase = ToolOptions.Flag("--rebase", "Start a new level: only the new runs stay, after a change that was meant to be slower or faster");
        var list = ToolOptions.Flag("--list", "Say what waits to be accepted, and accept nothing");
        var command = new Command("accept", "Accepts what load tests received: Class.Method.received.json becomes Class.Method.verified.json, to be committed.") { paths, rebase, list };
        command.SetAction(parsed => Accept(environment, parsed.GetValue(paths) ?? [], parsed.GetValue(rebase), parsed.GetValue(list)));
        return command.WithHelp(
            [],
            ("perfassert accept", "everything below the working directory; bin, obj, .git and node_modules are left out"),
            ("perfassert accept --list", "what waits, and what accepting it would change"),
            ("perfassert accept tests/Shop.Tests/OrdersPerf.Search.received.json --rebase", "this one, as a new level"));
    }

    private static int Accept(ToolEnvironment environment, string[] paths, bool rebase, bool listOnly)
    {
        var terminal = environment.Terminal;
        var stores = ReceivedFiles.Find(environment, paths);
        if (!listOnly && stores.Count > 0 && CiEnvironment.Variable(environment.Variable) is { } variable)
            throw new ToolException($"nothing is accepted in CI ({variable} is set): download the received files from the build's artifacts, look at them, accept and commit them; to see them here: perfassert accept --list");
        var failed = 0;
        foreach (var store in stores)
        {
            try
            {
                Accept(environment, store, rebase, listOnly);
            }
            catch (BaselineFileException exception)
            {
                terminal.Error(exception.Message);
                failed++;
            }
        }

        if (stores.Count == 0)
            terminal.Line("Nothing waits to be accepted: no received baseline of PerfAssert was found.");
        else if (!listOnly && failed < stores.Count)
            terminal.Line($"Accepted {ShownFigure.Of(stores.Count - failed, "baseline")}; look at the difference and commit.");
        return failed > 0 ? ExitCode.Error : ExitCode.Fine;
    }

    private static void Accept(ToolEnvironment environment, BaselineStore store, bool rebase, bool listOnly)
    {
        var received = store.ReadReceived() ?? throw new BaselineFileException($"{store.ReceivedFile} is gone; somebody else has accepted or deleted it.");
        BaselineDocument? before;
        BaselineDocument after;
        if (rebase)
        {
            before = store.ReadVerified();
            after = listOnly ? Acceptance.Rebase(before, received) : store.UpdateVerified(verified => Acceptance.Rebase(verified, received));
            if (!listOnly)
                store.DeleteReceived();
        }
        else
        {
            before = TryReadVerified(store);
            after = received;
            if (!listOnly)
                store.Accept();
        }

        var terminal = environment.Terminal;
        terminal.Line($"{(listOnly ? "waits" : "accepted")}  {environment.Shown(listOnly ? store.ReceivedFile : store.VerifiedFile)}  ({after.Load.Text})");
        if (before is not null && before.Load != after.Load)
            terminal.Line($"    replaces a baseline of another load: {before.Load.Text}");
        foreach (var change in Acceptance.Of(before, after))
            terminal.Line($"    {change}");
    }

    /// <summary>Only to say what changes: a damaged accepted file is what accepting repairs.</summary>
    private static BaselineDocument? TryReadVerified(BaselineStore store)
    {
        try
        {
            return store.ReadVerified();
        }
        catch (BaselineFileException)
        {
            return null;
        }
    }
}
