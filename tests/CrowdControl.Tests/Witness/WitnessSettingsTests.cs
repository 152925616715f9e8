using CrowdControl.AuditLog.Notes;
using CrowdControl.Witness.Cosigning;
using CrowdControl.Witness.Hosting;
using CrowdControl.Witness.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Witness;

public class WitnessSettingsTests
{
    private readonly MemoryLog _log = new("settings", 1);

    [Theory]
    [InlineData("Witness__Name", ""), InlineData("Witness__Name", "two words"), InlineData("Witness__Name", "a+b")]
    [InlineData("Witness__Key", ""), InlineData("Witness__Key", "what is this?"), InlineData("Witness__Logs", ""), InlineData("Witness__Logs", " \n")]
    [InlineData("Witness__Logs", "no key")]
    [InlineData("Vault__Url", ""), InlineData("Vault__Url", "http://vault.example/"), InlineData("Vault__Url", "vault")]
    [InlineData("Storage__tableServiceUri", ""), InlineData("Storage__tableServiceUri", "http://storage.example/")]
    public void A_setting_that_is_missing_or_makes_no_sense_keeps_it_from_starting_and_is_named_with_an_example(string setting, string value)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start((setting, value)));

        Assert.StartsWith($"The setting {setting} ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(" Example: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_and_one_that_is_a_witness_s_keep_it_from_starting()
    {
        var twice = Assert.Throws<InvalidOperationException>(() => Start(("Witness__Logs", $"{_log.Key} {_log.Key}")));
        var witness = Assert.Throws<InvalidOperationException>(() => Start(("Witness__Logs", $"{Cosignature.Key("w.example", new byte[32])}")));

        Assert.Contains("stands twice", twice.Message, StringComparison.Ordinal);
        Assert.Contains("is a witness's", witness.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_good_settings_it_starts_and_knows_the_logs_by_their_origins()
    {
        Start();
        var (other, logs) = (_log.WithKey(), new MemoryLog("other", 1));

        var trusted = new TrustedLogs([_log.Key.ToString(), logs.Key.ToString(), other.Key.ToString()]);

        Assert.Equal(2, trusted.KeysOf(_log.Origin).Count);
        Assert.Equal([logs.Key.ToString()], trusted.KeysOf(logs.Origin).Select(key => key.ToString()));
        Assert.Empty(trusted.KeysOf("unknown.example/log/1"));
    }

    private void Start(params (string Name, string Value)[] instead)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage__tableServiceUri"] = "https://ccwitness.table.core.windows.net/",
            ["Vault__Url"] = "https://cc-witness.vault.azure.net/",
            ["Witness__Name"] = "witness.inspectorate.example",
            ["Witness__Key"] = "witness-key",
            ["Witness__Logs"] = _log.Key.ToString(),
        };
        foreach (var (name, value) in instead) settings[name] = value;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), one.Value)))
            .Build();

        new ServiceCollection().AddHosting(configuration).AddKeys(configuration).AddCosigning(configuration);
    }
}
