namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>While the demo runs, somebody in town says something to the force now and then.</summary>
internal static class TownLife
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(45);

    public static async Task Live(StackPlan plan, CancellationToken cancellation)
    {
        var town = new Town(plan);
        foreach (var line in DemoPublic.Read().Later)
        {
            await Task.Delay(Pause, cancellation);
            await town.Say(line, cancellation);
        }
    }
}
