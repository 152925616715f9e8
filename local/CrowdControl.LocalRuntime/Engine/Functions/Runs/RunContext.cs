using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.LocalRuntime.Engine.Functions.Runs;

/// <summary>One run of one function: its scope lives as long as the run.</summary>
internal sealed class RunContext(RunDefinition definition, TriggerValue trigger, IServiceScopeFactory scopes, CancellationToken cancellation)
    : FunctionContext, IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = scopes.CreateAsyncScope();
    private IServiceProvider? _services;
    private RunFeatures? _features;

    public FunctionEntry Function => definition.Function;

    public TriggerValue Trigger => trigger;

    public RunOutcome Outcome { get; } = new();

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IServiceProvider InstanceServices
    {
        get => _services ?? _scope.ServiceProvider;
        set => _services = value;
    }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => _features ??= RunFeatures.With(Outcome);

    public override BindingContext BindingContext { get; } = new Beside(trigger.Beside);

    public override TraceContext TraceContext { get; } = new Trace(Activity.Current?.Id ?? trigger.TraceParent ?? "", trigger.TraceState ?? "");

    public override RetryContext RetryContext { get; } = new Once();

    public override CancellationToken CancellationToken => cancellation;

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private sealed class Beside(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }

    private sealed class Trace(string parent, string state) : TraceContext
    {
        public override string TraceParent => parent;

        public override string TraceState => state;
    }

    private sealed class Once : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
