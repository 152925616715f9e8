namespace CrowdControl.LocalRuntime.Servers;

/// <summary><c>./run token NAME</c>: a bearer token of a demo person or API caller, for curl.</summary>
internal static class TokenVerb
{
    public static async Task<int> Run(VerbOptions options, CancellationToken cancellation)
    {
        if (options.Words is not [var name]) throw new WrongUse("Say whose token: ./run token NAME. ./run people lists the names.");
        var plan = new StackPlan(Ports.From(options.Port(Ports.Default)), Path.GetTempPath(), KeepData: false);
        try
        {
            Console.WriteLine(await new DemoSignIn(plan.Authority, plan.Address).Token(name, cancellation));
            return 0;
        }
        catch (HttpRequestException)
        {
            throw new StartFailed($"No sign-in server answers at {plan.Authority}. Start the demo first: ./run");
        }
    }
}
