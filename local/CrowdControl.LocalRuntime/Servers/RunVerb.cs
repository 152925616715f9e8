using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary><c>./run</c>: the whole product on this machine, with invented people and an invented social network.</summary>
internal static class RunVerb
{
    private static readonly TimeSpan SignalsSettle = TimeSpan.FromMilliseconds(500);

    public static async Task<int> Run(VerbOptions options, CancellationToken cancellation)
    {
        var directory = Path.GetFullPath(options.Value("data") ?? Path.Combine(Repository.Root, ".data"));
        using var held = RunLock.Take(directory);
        var plan = new StackPlan(Ports.From(options.Port(Ports.Default)), directory, KeepData: true)
        {
            ServersApart = true,
            Also = options.Has("rough") ? new Dictionary<string, string> { ["LocalRuntime__Rough"] = "true" } : [],
        };
        var witness = await DemoWitness.Of(plan, cancellation);
        if (witness is not null) plan = plan with { Also = plan.Also.Concat(witness.SettingsOfTheApp()).ToDictionary() };
        await using var stack = new Stack(plan);

        Console.WriteLine("Starting storage, sign-in, the invented network and the vault ...");
        await stack.StartNeighbours(cancellation);
        Console.WriteLine("Starting CrowdControl ...");
        await stack.StartApp(cancellation);
        if (witness is not null) stack.StartWitness(witness);
        var town = options.Has("empty") ? Task.CompletedTask : await Seed(plan, cancellation);
        Say(plan, witness is not null, options.Has("empty"));

        var ended = await stack.FirstToEnd(cancellation);

        // Where they are not apart, Ctrl-C reaches the children too, and one may end before we are told.
        await Task.Delay(SignalsSettle, cancellation);
        await Console.Error.WriteLineAsync($"{ended.Name} ended by itself. Its log is {ended.LogFile}.");
        return 1;
    }

    private static async Task<Task> Seed(StackPlan plan, CancellationToken cancellation)
    {
        var demo = new DemoSeed(plan);
        if (demo.Needed)
        {
            Console.WriteLine("Inviting people, connecting channels, starting watches ...");
            await demo.Plant(cancellation);
        }

        return TownLife.Live(plan, cancellation);
    }

    private static void Say(StackPlan plan, bool witnessed, bool empty)
    {
        Console.WriteLine();
        Console.WriteLine($"  CrowdControl          {plan.Address}");
        Console.WriteLine($"  The invented network  {plan.NetworkAddress}   (what the public sees; answer a post there)");
        if (witnessed)
            Console.WriteLine($"  A witness             {plan.WitnessAddress}   (a demonstration witness on this machine: proves nothing to a court)");
        Console.WriteLine($"  Data and logs         {plan.Directory}");
        Console.WriteLine();
        Console.WriteLine("Sign in as one of these, without a password:");
        PeopleVerb.Print(Console.Out);
        if (empty) Console.WriteLine($"\nStarted empty: sign in as {DemoOrganisation.Read().Administrator} first, who sets the organisation up.");
        Console.WriteLine("\nCtrl-C ends everything.");
    }
}
