namespace CrowdControl.LocalRuntime.Tests;

public sealed class Smoke
{
    [Fact]
    public void The_test_project_runs() => Assert.Equal(4, 2 + 2);
}
