using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Publishing;

namespace CrowdControl.Tests.Disclosing;

public sealed class MakingTests
{
    [Fact]
    public async Task A_pack_holds_every_entry_of_its_channel_and_none_of_another_stream()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(5);

        var pack = await room.Made();

        var files = Files(await room.Take(pack));
        var record = await room.Record();
        var ours = record.Where(entry => entry.Stream == "acct:wexmoor" && entry.Index < pack.Made!.LogSize).Select(entry => entry.Index);
        var seal = record.Single(entry => entry.Act == "streams.seal").Index;
        Assert.Equal(ours.Append(seal).Order().Select(index => $"data/entries/{index:D12}.json"), files.Keys.Where(name => name.StartsWith("data/entries/", StringComparison.Ordinal)));
        Assert.Contains(files.Keys, name => name == "data/streams/proof");
        Assert.Contains("R v Doe, file 7", Text(files, "data/README.html"), StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", Text(files, "data/report.pdf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_tells_who_asked_who_approved_and_commits_to_the_pack_before_it_is_there()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);

        var pack = await room.Made();
        await room.Take(pack);

        var told = (await room.Record()).Where(entry => entry.Act.StartsWith("disclosure.", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["disclosure.requested", "disclosure.approved", "disclosure.prepared", "disclosure.exported", "disclosure.taken"], told.Select(entry => entry.Act));
        Assert.Equal((pack.Made!.Manifest, pack.Made.Entry), (told[3].Subject.Id, told[3].Index));
        Assert.True(pack.Made.LogSize <= pack.Made.Entry);
        Assert.Equal("Doe's solicitors", told[4].Details["recipient"]);
    }

    [Fact]
    public async Task What_is_withheld_is_nowhere_in_the_pack_and_listed_with_its_reason()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(2);
        var asked = room.Request(new WithholdingView("note", RedactionReason.ThirdParty, "DPA 2018, schedule 2")) with
        {
            Sensitive = [new SensitiveItemView(RedactionReason.PublicInterest, "Public interest immunity", Entry: 0)],
        };

        var files = Files(await room.Take(await room.Made(asked)));

        Assert.All(files.Values, bytes => Assert.DoesNotContain("12 Mill Lane", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal));
        var list = Text(files, "data/redactions.csv");
        Assert.Contains("2,note,third-party,\"DPA 2018, schedule 2\"\n", list, StringComparison.Ordinal);
        Assert.Contains("0,text-digest,public-interest,Public interest immunity\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain("data/disclosures/000000000000.jsonl", files.Keys);
        Assert.Contains("1,0,,public-interest,", Text(files, "data/case/schedule-sensitive.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_its_period_a_complete_pack_shows_entries_without_values_and_a_selected_one_none()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Act("old", "post.drafted", room.Channel, ("note", "an old secret"));
        await Task.Delay(5);
        var since = TimeProvider.System.GetUtcNow();
        await room.Act("new", "post.drafted", room.Channel, ("note", "fresh"));

        var complete = Files(await room.Take(await room.Made(room.Request() with { From = since })));
        var selected = Files(await room.Take(await room.Made(room.Request() with { From = since, Complete = false })));

        Assert.Contains("0,note,outside-period,Order of Wexmoor Crown Court\n", Text(complete, "data/redactions.csv"), StringComparison.Ordinal);
        Assert.Contains("data/entries/000000000000.json", complete.Keys);
        Assert.DoesNotContain("data/entries/000000000000.json", selected.Keys);
        Assert.DoesNotContain("data/streams/proof", selected.Keys);
        Assert.Contains(selected.Keys, name => name.StartsWith("data/consistency/", StringComparison.Ordinal));
    }

    /// <summary>Killed after the effect of each step and before the row said so, and begun again.</summary>
    [Fact]
    public async Task Cut_short_after_any_step_it_goes_on_and_exports_once()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(3);
        var (table, worker) = (room.Get<DisclosureTable>(), room.Get<DisclosureWorker>());
        var pack = await room.Ask();
        await room.Desk.Approve(room.Fran, pack.Id, room.Nobody, default);
        var run = new DisclosureRun(room.Tenant, pack.Id);

        for (var over = false; !over;)
        {
            var before = (await table.Find(room.Tenant, pack.Id, default))!.Pack;
            over = (await worker.Advance(run, default)).Over;
            var after = (await table.Find(room.Tenant, pack.Id, default))!;
            if (after.Pack.State is DisclosureState.Ready) continue;
            await table.Change(after, before, default);
            await worker.Advance(run, default);
        }

        var made = (await table.Find(room.Tenant, pack.Id, default))!.Pack;
        Assert.Equal(DisclosureState.Ready, made.State);
        Assert.Single(await room.Record(), entry => entry.Act == "disclosure.exported");
        Assert.Equal(made.Made!.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await room.Take(made))));
        Assert.Empty(await Work(room, pack));
    }

    [Fact]
    public async Task A_lost_answer_and_a_killed_process_cost_nothing_but_time()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(2);
        room.LosesAnswerOf.Add(2);
        var pack = await room.Ask();
        await room.Desk.Approve(room.Fran, pack.Id, room.Client, default);

        await room.Crash();
        var made = await room.Over(pack);

        Assert.True(made.State is DisclosureState.Ready, made.Why);
        Assert.Single(await room.Record(), entry => entry.Act == "disclosure.exported");
    }

    [Fact]
    public async Task What_is_called_off_while_it_is_made_leaves_nothing_behind()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(2);
        var (worker, pack) = (room.Get<DisclosureWorker>(), await room.Ask());
        await room.Desk.Approve(room.Fran, pack.Id, room.Nobody, default);
        var run = new DisclosureRun(room.Tenant, pack.Id);
        await worker.Advance(run, default);
        await worker.Advance(run, default);
        Assert.NotEmpty(await Work(room, pack));

        await room.Desk.Cancel(room.Dora, pack.Id, new ReasonRequest("the wrong channel"), default);
        while (!(await worker.Advance(run, default)).Over)
        {
        }

        Assert.Equal(DisclosureState.Cancelled, (await room.Desk.Get(room.Dora, pack.Id, default)).Value().State);
        Assert.Empty(await Work(room, pack));
        Assert.DoesNotContain(await room.Record(), entry => entry.Act == "disclosure.exported");
    }

    [Fact]
    public async Task Where_nothing_was_recorded_it_says_so_and_is_not_made()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);

        var pack = await room.Made(room.Request() with { Complete = false, Until = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal((DisclosureState.Failed, true), (pack.State, pack.Why!.Contains("nothing to disclose", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_repair_begins_what_nobody_was_told_of()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);
        var pack = await room.Ask();
        await room.Desk.Approve(room.Fran, pack.Id, room.Nobody, default);

        await room.Repair(pack);

        Assert.Equal(DisclosureState.Ready, (await room.Over(pack)).State);
    }

    internal static SortedDictionary<string, byte[]> Files(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return new SortedDictionary<string, byte[]>(archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var bytes = new MemoryStream();
            using (var opened = entry.Open()) opened.CopyTo(bytes);
            return bytes.ToArray();
        }), StringComparer.Ordinal);
    }

    private static string Text(SortedDictionary<string, byte[]> files, string name) => Encoding.UTF8.GetString(files[name]);

    private static async Task<List<string>> Work(DisclosureRoom room, DisclosurePack pack)
    {
        var blobs = new BlobContainerClient(await AzuriteStorage.ConnectionString(), PackShelf.WorkContainer).GetBlobsAsync(
            prefix: $"{room.Tenant}/work/{pack.Id}/");
        return await blobs.Select(blob => blob.Name).ToListAsync();
    }
}
