using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>Sets the invented force up through the API: people, grants, channels, watches, feeds.</summary>
internal sealed class DemoSeed(StackPlan plan)
{
    private readonly DemoPeople _people = DemoPeople.Read();
    private readonly DemoOrganisation _organisation = DemoOrganisation.Read();

    /// <summary>False where an earlier run finished seeding.</summary>
    public bool Needed => !File.Exists(Done);

    public async Task Plant(CancellationToken cancellation)
    {
        var town = new Town(plan);
        await town.Found(_organisation, cancellation);
        using var administrator = await As(_organisation.Administrator, cancellation);
        await administrator.Get("api/v1/me", cancellation);
        var channels = await Connect(administrator, cancellation);
        await Invite(administrator, channels, cancellation);
        await Watch(cancellation);
        await town.Talk(cancellation);
        await File.WriteAllTextAsync(Done, "", cancellation);
    }

    private string Done => plan.In("seeded");

    private async Task<Dictionary<string, string>> Connect(DemoApi administrator, CancellationToken cancellation)
    {
        var ids = new Dictionary<string, string>();
        foreach (var channel in _organisation.Channels)
        {
            var made = await administrator.Post("api/v1/channels", new
            {
                network = "bluesky",
                handle = channel.Handle,
                displayName = channel.DisplayName,
                purpose = channel.Purpose,
            }, $"demo-channel-{channel.Handle}", cancellation);
            ids[channel.Handle] = Id(made);
            await administrator.Put($"api/v1/channels/{Id(made)}/connection", new
            {
                server = plan.NetworkAddress,
                identifier = channel.Handle,
                secret = Town.Password,
            }, cancellation);
        }

        return ids;
    }

    private async Task Invite(DemoApi administrator, Dictionary<string, string> channels, CancellationToken cancellation)
    {
        foreach (var member in _organisation.Members)
        {
            var person = _people.Person(member.Person);
            await Invite(administrator, new
            {
                name = person.Name,
                email = person.Email,
                kind = "Person",
                directoryId = DemoPeople.Directory,
                objectId = person.ObjectId,
            }, member.Person, member.Roles, member.Channels, channels, cancellation);
        }

        foreach (var program in _organisation.Callers)
        {
            var caller = _people.Callers.Single(one => one.Key == program.Caller);
            await Invite(administrator, new
            {
                name = caller.Name,
                kind = "ApiCaller",
                directoryId = DemoPeople.Directory,
                objectId = caller.ObjectId,
            }, program.Caller, program.Roles, program.Channels, channels, cancellation);
        }
    }

    private static async Task Invite(
        DemoApi administrator, object member, string key, IReadOnlyList<string> roles, IReadOnlyList<string>? names,
        Dictionary<string, string> channels, CancellationToken cancellation)
    {
        var made = await administrator.Post("api/v1/members", member, $"demo-member-{key}", cancellation);
        var scope = names?.Select(name => channels[$"{name}.test"]).ToArray();
        foreach (var role in roles)
            await administrator.Post(
                $"api/v1/members/{Id(made)}/grants", new { role, channels = scope }, $"demo-grant-{key}-{role}", cancellation);
    }

    private async Task Watch(CancellationToken cancellation)
    {
        using var desk = await As("carys", cancellation);
        using var duty = await As("dev", cancellation);
        foreach (var watch in _organisation.Watches)
        {
            var made = await desk.Post("api/v1/watches", watch, $"demo-watch-{watch.Name}", cancellation);
            await duty.Post($"api/v1/watches/{Id(made)}/authorise", new { }, $"demo-authorise-{watch.Name}", cancellation);
        }

        foreach (var feed in _organisation.Feeds)
            await desk.Post("api/v1/feeds", new { name = feed.Name, url = $"{plan.NetworkAddress}feeds/{feed.File}" },
                $"demo-feed-{feed.Name}", cancellation);
    }

    private async Task<DemoApi> As(string name, CancellationToken cancellation) =>
        new(new Uri(plan.Address), await new DemoSignIn(plan.Authority, plan.Address).Token(name, cancellation));

    private static string Id(JsonNode made) => made["id"]!.GetValue<string>();
}
