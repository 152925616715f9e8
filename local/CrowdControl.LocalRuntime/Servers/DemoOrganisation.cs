using System.Text.Json;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The invented force: who works there, what it runs, what it watches.</summary>
internal sealed record DemoOrganisation(
    string Name,
    string Administrator,
    IReadOnlyList<DemoMember> Members,
    IReadOnlyList<DemoApiCaller> Callers,
    IReadOnlyList<DemoChannel> Channels,
    IReadOnlyList<DemoWatch> Watches,
    IReadOnlyList<DemoFeed> Feeds,
    IReadOnlyList<DemoPost> Posts)
{
    public static DemoOrganisation Read() =>
        JsonSerializer.Deserialize<DemoOrganisation>(File.ReadAllText(Repository.Sample("organisation.json")), JsonSerializerOptions.Web)!;
}

internal sealed record DemoMember(string Person, IReadOnlyList<string> Roles, IReadOnlyList<string>? Channels);

internal sealed record DemoApiCaller(string Caller, IReadOnlyList<string> Roles, IReadOnlyList<string>? Channels);

internal sealed record DemoChannel(string Handle, string DisplayName, string Purpose, string Description);

internal sealed record DemoWatch(string Name, string Purpose, IReadOnlyList<string> Terms);

internal sealed record DemoFeed(string Name, string File);

internal sealed record DemoPost(string Channel, string Text, int MinutesAgo);
