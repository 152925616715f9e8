using System.Reflection;
using CrowdControl.Domain.Access;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Hosting;

/// <summary>One HTTP function as its attributes describe it.</summary>
/// <param name="Template">The route as written, such as <c>api/v1/channels/{id}</c>.</param>
internal sealed record AppRoute(string Function, IReadOnlyList<string> Methods, string Template, MethodInfo Method)
{
    public IReadOnlyList<Permission>? AnyOf { get; } = Method.GetCustomAttribute<RequiresAttribute>()?.AnyOf;

    public bool IsForEveryMember { get; } = Method.GetCustomAttribute<MembersOnlyAttribute>() is not null;

    public bool IsPublic { get; } = Method.GetCustomAttribute<PublicAttribute>() is not null;

    public bool NeedsVersion { get; } = Method.GetCustomAttribute<NeedsVersionAttribute>() is not null;

    public bool Signs { get; } = Method.GetCustomAttribute<SignsAttribute>() is not null;

    public Type? Reads { get; } = Method.GetCustomAttribute<ReadsAttribute>()?.Body;

    public Type? Answers { get; } = Method.GetCustomAttribute<AnswersAttribute>()?.Body;

    public IReadOnlyList<QueryAttribute> Query { get; } = [.. Method.GetCustomAttributes<QueryAttribute>()];

    /// <summary>Every HTTP function of this assembly, by name.</summary>
    public static IReadOnlyDictionary<string, AppRoute> All { get; } = Find().ToDictionary(route => route.Function);

    private static IEnumerable<AppRoute> Find() =>
        from type in typeof(AppRoute).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where function is not null && trigger is not null
        select new AppRoute(function.Name, [.. (trigger.Methods ?? []).Select(name => name.ToUpperInvariant())], trigger.Route ?? function.Name, method);
}
