namespace CrowdControl.LocalRuntime.Tests.Durable;

// With --rough each message is delivered twice and nothing is remembered between episodes: the same rules hold.

public sealed class RoughOrchestrationTests() : OrchestrationTests(rough: true);

public sealed class RoughEventsTests() : EventsTests(rough: true);

public sealed class RoughEventRefusalsTests() : EventRefusalsTests(rough: true);

public sealed class RoughTimersTests() : TimersTests(rough: true);

public sealed class RoughRetryTests() : RetryTests(rough: true);

public sealed class RoughFailureTests() : FailureTests(rough: true);

public sealed class RoughLifecycleTests() : LifecycleTests(rough: true);

public sealed class RoughStartTests() : StartTests(rough: true);

public sealed class RoughQueryTests() : QueryTests(rough: true);

public sealed class RoughDeterminismTests() : DeterminismTests(rough: true);
