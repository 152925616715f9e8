using System.Text.Json;

namespace CrowdControl.LocalRuntime.Servers.Seeding;

/// <summary>Invented members of the public and what they say: first what was said before, then what they say while the demo runs.</summary>
internal sealed record DemoPublic(
    IReadOnlyList<DemoResident> People, IReadOnlyList<DemoLine> Lines, IReadOnlyList<DemoLine> Later)
{
    public static DemoPublic Read() =>
        JsonSerializer.Deserialize<DemoPublic>(File.ReadAllText(Repository.Sample("public.json")), JsonSerializerOptions.Web)!;
}

internal sealed record DemoResident(string Handle, string Name);

internal sealed record DemoLine(string By, string To, string Text, int MinutesAgo);
