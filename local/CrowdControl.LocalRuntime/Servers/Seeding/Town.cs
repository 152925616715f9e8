namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>The invented town on the invented network: the force's accounts, the people, and what they have said so far.</summary>
internal sealed class Town(StackPlan plan)
{
    public const string Password = "invented-and-local";
    private readonly DemoPublic _public = DemoPublic.Read();
    private readonly Uri _network = new(plan.NetworkAddress);

    /// <summary>Opens the force's accounts, with the posts they made before the demo begins.</summary>
    public async Task Found(DemoOrganisation organisation, CancellationToken cancellation)
    {
        foreach (var channel in organisation.Channels)
        {
            using var account = await Townsperson.Meet(_network, channel.Handle, Password, cancellation);
            await account.Introduce(channel.DisplayName, channel.Description, cancellation);
            foreach (var post in organisation.Posts.Where(post => post.Channel == channel.Handle))
                await account.Say(post.Text, MinutesAgo(post.MinutesAgo), null, cancellation);
        }

        foreach (var resident in _public.People)
        {
            using var account = await Townsperson.Meet(_network, resident.Handle, Password, cancellation);
            await account.Introduce(resident.Name, "Invented resident of Wexmoor", cancellation);
        }
    }

    /// <summary>What the public said to the force before the demo begins, oldest first.</summary>
    public async Task Talk(CancellationToken cancellation)
    {
        foreach (var line in _public.Lines.OrderByDescending(line => line.MinutesAgo))
            await Say(line, MinutesAgo(line.MinutesAgo), cancellation);
    }

    public Task Say(DemoLine line, CancellationToken cancellation) => Say(line, DateTimeOffset.UtcNow, cancellation);

    private async Task Say(DemoLine line, DateTimeOffset at, CancellationToken cancellation)
    {
        using var account = await Townsperson.Meet(_network, line.By, Password, cancellation);
        var post = await account.Newest(line.To, cancellation);
        var text = post is null ? $"@{line.To} {line.Text}" : line.Text;
        await account.Say(text, at, post, cancellation);
    }

    private static DateTimeOffset MinutesAgo(int minutes) => DateTimeOffset.UtcNow.AddMinutes(-minutes);
}
