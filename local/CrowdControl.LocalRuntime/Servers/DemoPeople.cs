using System.Text.Json;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The invented people who can sign in on this machine, and the programs that call the API.</summary>
internal sealed record DemoPeople(IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoCaller> Callers)
{
    public const string Directory = "11111111-2222-3333-4444-555555555555";
    public const string Audience = "99999999-0000-4000-8000-000000000001";
    public const string Scope = "api://crowdcontrol/access_as_user";

    public static DemoPeople Read() =>
        JsonSerializer.Deserialize<DemoPeople>(File.ReadAllText(Repository.Sample("people.json")), JsonSerializerOptions.Web)!;

    public DemoPerson Person(string key) => People.FirstOrDefault(person => person.Key == key)
        ?? throw new StartFailed($"Nobody here is called {key}. Try one of: {string.Join(", ", People.Select(person => person.Key))}");
}

internal sealed record DemoPerson(string Key, string ObjectId, string Name, string Email, string Organisation, string Job, string About);

internal sealed record DemoCaller(string Key, string Secret, string ObjectId, string Name, string Organisation, string About);
