namespace CrowdControl.Functions.Hosting;

/// <summary>What a route answers when all is well; the API's description is made from it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersAttribute(Type body) : Attribute
{
    public Type Body { get; } = body;
}

/// <summary>A parameter of the query string, for the API's description; the function reads it itself.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, Type type) : Attribute
{
    public string Name { get; } = name;

    public Type Type { get; } = type;
}

/// <summary>The caller has to send the version that they read, in If-Match.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsVersionAttribute : Attribute;
