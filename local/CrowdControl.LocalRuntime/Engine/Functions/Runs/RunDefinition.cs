using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CrowdControl.LocalRuntime.Engine.Functions.Runs;

/// <summary>What a run is told of its function.</summary>
internal sealed class RunDefinition(FunctionEntry function) : FunctionDefinition
{
    public FunctionEntry Function => function;

    public override string Name => function.Name;

    public override string Id { get; } =
        string.GetHashCode(function.EntryPoint, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);

    public override string EntryPoint => function.EntryPoint;

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Method.GetParameters()
        .Select(parameter => (parameter.Name, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
        .Where(one => one.Attribute is not null)
        .ToImmutableDictionary(one => one.Name!, one => (BindingMetadata)new Binding(one.Name!, TypeName(one.Attribute!), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        function.Trigger is HttpTriggerAttribute
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>HttpTriggerAttribute is httpTrigger in the host's own words.</summary>
    private static string TypeName(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
