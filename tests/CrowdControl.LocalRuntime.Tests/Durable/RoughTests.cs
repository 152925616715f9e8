namespace CrowdControl.LocalRuntime.Tests.Durable;

// With --rough each message is delivered twice and nothing is remembered between episodes: the same rules hold.

public sealed class RoughOrchestrationTests : OrchestrationTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughEventsTests : EventsTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughEventRefusalsTests : EventRefusalsTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughTimersTests : TimersTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughRetryTests : RetryTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughFailureTests : FailureTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughLifecycleTests : LifecycleTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughStartTests : StartTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughQueryTests : QueryTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}

public sealed class RoughDeterminismTests : DeterminismTests
{
    private protected override Task<HubUnderTest> New() => HubUnderTest.Rough();
}
