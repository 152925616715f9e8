using System.Diagnostics;
using System.Text.Json.Nodes;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.LocalRuntime.Neighbours.Worm;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Seam;

/// <summary>What is set up by hand around the record's storage: who may do what there, which retention its containers get, and how it is locked.</summary>
public sealed class RecordStorageTests : IDisposable
{
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_app_may_add_to_the_record_and_neither_delete_nor_touch_retention()
    {
        var role = Template("azuredeploy.json")["recordWriter"]!["properties"]!["permissions"]!.AsArray().Single()!;
        var rights = Words(role["actions"]!).Concat(Words(role["dataActions"]!)).ToList();

        Assert.Contains($"{Storage}/blobServices/containers/blobs/write", rights);
        Assert.DoesNotContain(rights, right => right.Contains('*', StringComparison.Ordinal));
        Assert.DoesNotContain(rights, right => right.Contains("delete", StringComparison.OrdinalIgnoreCase) || right.Contains("move", StringComparison.Ordinal)
            || right.Contains("runAsSuperUser", StringComparison.Ordinal) || right.Contains("Hold", StringComparison.Ordinal));
        Assert.DoesNotContain(rights, right => right.Contains("immutab", StringComparison.OrdinalIgnoreCase) && !right.EndsWith("/read", StringComparison.Ordinal));
        Assert.DoesNotContain($"{Storage}/blobServices/containers/write", rights);
    }

    [Fact]
    public void The_app_has_no_other_role_on_the_record_and_the_keepers_can_neither_read_nor_write_it()
    {
        var template = Template("azuredeploy.json");
        var onRecord = template.Where(one => one.Value!["scope"]?.GetValue<string>().Contains("recordName", StringComparison.Ordinal) is true).ToList();
        Assert.Equal(["recordAccess"], onRecord.Select(one => one.Key));
        Assert.Contains("'record-writer'", onRecord[0].Value!["properties"]!["roleDefinitionId"]!.GetValue<string>(), StringComparison.Ordinal);

        // On the resource group: a keeper deploys the containers there.
        Assert.Contains("'record-keeper'", template["keepersAccess"]!["properties"]!["roleDefinitionId"]!.GetValue<string>(), StringComparison.Ordinal);

        var keeper = template["recordKeeper"]!["properties"]!["permissions"]!.AsArray().Single()!;
        Assert.Equal([$"{Storage}/blobServices/containers/blobs/immutableStorage/runAsSuperUser/action"], Words(keeper["dataActions"]!));
        Assert.Contains($"{Storage}/blobServices/containers/immutabilityPolicies/lock/action", Words(keeper["actions"]!));
    }

    [Fact]
    public void Every_container_of_an_organisation_gets_the_retention_that_the_tests_enforce()
    {
        var template = JsonNode.Parse(File.ReadAllText(Of("organisation.json")))!;

        foreach (var container in template["variables"]!["record"]!.AsArray())
        {
            var rule = WormPolicy.Of($"audit-{container!["name"]!.GetValue<string>()}-x")!;
            Assert.Equal((container["appends"]!.GetValue<bool>(), false), (rule.ProtectedAppends, rule.VersionLevel));
        }

        var classes = template["parameters"]!["evidenceClasses"]!["defaultValue"]!.AsArray().Select(one => one!["name"]!.GetValue<string>());
        Assert.Equal(Enum.GetNames<EvidenceClass>().Select(name => name.ToLowerInvariant()), classes);
        Assert.All(new[] { "audit-ev-routine-x", "audit-export-x" }, name => Assert.True(WormPolicy.Of(name)!.VersionLevel));
        Assert.True(template["resources"]!["versionedContainers"]!["properties"]!["immutableStorageWithVersioning"]!["enabled"]!.GetValue<bool>());
        Assert.DoesNotContain("\"state\"", File.ReadAllText(Of("organisation.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_an_organisation_is_what_the_app_will_call_it()
    {
        var (directory, person) = ("11111111-2222-3333-4444-55555555AAAA", "99999999-8888-7777-6666-555555555555");

        var (code, said) = await Run("organisation-id.sh", [directory, person], "");

        Assert.Equal((0, MentionKey.Digest(["first-set-up", "organisation", directory.ToLowerInvariant(), person])), (code, said));
    }

    [Fact]
    public async Task Nothing_is_locked_without_the_organisations_name_typed_and_then_all_that_is_open()
    {
        var (refused, _) = await Run("lock.sh", ["ccr", "wexmoor"], "yes\n");
        Assert.Equal((1, ""), (refused, Locked()));

        var (done, said) = await Run("lock.sh", ["ccr", "wexmoor"], "wexmoor\n");

        Assert.Equal(0, done);
        Assert.Equal("audit-anchors-wexmoor \"etag\"\naudit-journal-wexmoor \"etag\"\n", Locked());
        Assert.Contains("2555 days  Unlocked", said, StringComparison.Ordinal);
        Assert.DoesNotContain("audit-live", said, StringComparison.Ordinal);
    }

    private string Locked() => File.Exists(Path.Combine(_folder.FullName, "locked")) ? File.ReadAllText(Path.Combine(_folder.FullName, "locked")) : "";

    /// <summary>Azure's program is one that knows these containers, of which the tiles are locked.</summary>
    private async Task<(int Code, string Said)> Run(string script, string[] arguments, string typed)
    {
        var az = Path.Combine(_folder.FullName, "az");
        await File.WriteAllTextAsync(az, $$"""
            #!/bin/bash
            all="$*"
            [[ $all == *" --container-name "* ]] && name=${all##* --container-name } && name=${name%% *}
            case $all in
              *"container-rm list"*) printf 'audit-live-wexmoor\naudit-journal-wexmoor\naudit-tiles-wexmoor\naudit-anchors-wexmoor\n' ;;
              *"--query state"*) [ "$name" = audit-tiles-wexmoor ] && echo Locked || echo Unlocked ;;
              *"--query immutabilityPeriod"*) echo 2555 ;;
              *"--query etag"*) echo '"etag"' ;;
              *"immutability-policy lock"*) etag=${all##* --if-match }; echo "$name ${etag%% *}" >>'{{_folder.FullName}}/locked' ;;
              *) echo "unknown: $all" >&2; exit 9 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", [Of(script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var (said, wrong) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, said.Length > 0 ? said : wrong);
    }

    private static string Of(string file) => Path.Combine(Repository.Root, "infra", file);

    private static JsonObject Template(string file) => JsonNode.Parse(File.ReadAllText(Of(file)))!["resources"]!.AsObject();

    private static List<string> Words(JsonNode list) => [.. list.AsArray().Select(word => word!.GetValue<string>())];
}
