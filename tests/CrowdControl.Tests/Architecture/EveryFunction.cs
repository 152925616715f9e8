using System.Reflection;
using System.Runtime.CompilerServices;
using CrowdControl.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Tests.Architecture;

/// <summary>What holds for each function of the app, so that a new one cannot forget it.</summary>
public sealed class EveryFunction
{
    private static readonly List<MethodInfo> All =
    [
        .. from type in typeof(Caller).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where method.IsDefined(typeof(FunctionAttribute))
           select method,
    ];

    [Fact]
    public void Every_function_has_a_name_of_its_own_whatever_the_case_of_its_letters()
    {
        var names = All.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_function_is_a_public_method_of_a_public_sealed_class()
    {
        Assert.All(All, method => Assert.True(method is { IsPublic: true, DeclaringType: { IsPublic: true, IsSealed: true } }, NameOf(method)));
    }

    [Fact]
    public void Every_route_says_once_who_may_call_it()
    {
        Assert.All(AppRoute.All.Values, route =>
        {
            var said = new[] { route.AnyOf is { Count: > 0 }, route.IsForEveryMember, route.IsPublic };
            Assert.True(said.Count(yes => yes) == 1, route.Function);
        });
    }

    [Fact]
    public void Every_route_that_reads_a_body_says_what_it_reads_and_no_other_does()
    {
        Assert.All(AppRoute.All.Values, route => Assert.True(ReadsBody(route.Method) == route.Reads is not null, route.Function));
    }

    [Fact]
    public void Every_route_that_changes_something_is_a_post_or_a_put_and_every_other_only_reads()
    {
        Assert.All(AppRoute.All.Values, route =>
        {
            Assert.NotEmpty(route.Methods);
            Assert.All(route.Methods, method => Assert.Contains(method, new[] { "GET", "HEAD", "POST", "PUT" }));
            Assert.True(route.Reads is null || route.Methods.All(method => method is "POST" or "PUT"), route.Function);
        });
    }

    private static bool ReadsBody(MethodInfo method) =>
        method.GetCustomAttribute<AsyncStateMachineAttribute>() is { } code && TypesUsed.By(code.StateMachineType).Contains(typeof(Body));

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";
}
