namespace CrowdControl.LocalRuntime.Servers;

/// <summary><c>./run people</c>: who can sign in on this machine, by the names that <c>./run token</c> takes.</summary>
internal static class PeopleVerb
{
    public static Task<int> Run(VerbOptions options, CancellationToken cancellation)
    {
        Print(Console.Out);
        return Task.FromResult(0);
    }

    public static void Print(TextWriter to)
    {
        var demo = DemoPeople.Read();
        foreach (var person in demo.People)
            to.WriteLine($"  {person.Key,-10} {person.Name}, {person.Job}: {person.About}");
        foreach (var caller in demo.Callers)
            to.WriteLine($"  {caller.Key,-10} {caller.Name}: {caller.About}");
    }
}
