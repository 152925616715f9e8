using CrowdControl.Functions.Access;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Tests.Access;

public sealed class SetUpSettingsTests
{
    [Theory]
    [InlineData(null, "d/o", "SetUp__Organisation")]
    [InlineData("Wexmoor Police", null, "SetUp__Administrator")]
    [InlineData("Wexmoor Police", "only-one", "SetUp__Administrator")]
    [InlineData("Wexmoor Police", "d/", "SetUp__Administrator")]
    [InlineData("Wexmoor Police", "d/o/p", "SetUp__Administrator")]
    public void A_setting_that_is_wrong_is_named_at_start_with_an_example(string? organisation, string? administrator, string setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("SetUp:Organisation", organisation), new("SetUp:Administrator", administrator)]).Build();

        var wrong = Assert.Throws<InvalidOperationException>(() => SetUpSettings.Read(configuration));

        Assert.Contains(setting, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Example:", wrong.Message, StringComparison.Ordinal);
    }
}
