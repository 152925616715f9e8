using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using CrowdControl.Tests.Channels;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

public sealed class SubmissionStoreTests
{
    private static readonly Submission[] Stations =
    [
        Draft(), Submitted(), InReview(), Approved(), Scheduled(Noon.AddHours(1)), Claimed(), OutcomeUnknown(), Published(), Failed(),
        Held(), InReview().Says(Ben, Verdict.Rejected), Published().After(new SubmissionEvent.TakeDownOrdered(Cleo, "wrong", Noon)),
    ];

    /// <summary>Any station of a submission's life with any words, of which some are longer than a property holds.</summary>
    private static Arbitrary<Submission> Any => (
        from station in Gen.Elements(Stations)
        from words in ArbMap.Default.GeneratorFor<NonNull<string>>()
        from repeated in Gen.Elements(1, 1, 3, 40_000)
        from images in Gen.Choose(0, 4)
        let whole = words.Get.Length == 0 ? "é" : new string([.. words.Get.Where(c => !char.IsSurrogate(c))])
        let text = string.Concat(Enumerable.Repeat(whole, repeated))
        let content = new PostContent(text.Length > 150_000 ? text[..150_000] : text, ["en", "cy"],
            [.. Enumerable.Range(0, images).Select(at => new PostImage(new MediaId($"m{at}"), text.Length > 20 ? text[..20] : text))],
            new PostReference("at://x", "v"), null)
        select station with
        {
            Revision = Revision.Of(3, station.Channel, station.Kind, content, Noon.AddTicks(1), Ana, Noon),
            ReplyToMention = new MentionId("m1"),
            QuoteMention = images == 0 ? null : new MentionId("m2"),
            StateReason = words.Get.Length == 0 ? null : "because",
        }).ToArbitrary();

    [Fact]
    public void Every_submission_is_read_from_its_row_as_it_was_written() =>
        Prop.ForAll(Any, submission =>
        {
            var row = SubmissionRow.Write(submission, "s-1");
            var read = SubmissionRow.Read(row).Submission;

            return JsonSerializer.Serialize(read) == JsonSerializer.Serialize(submission)
                && read.Revision.Digest == Revision.Of(
                    3, read.Channel, read.Kind, read.Revision.Content, read.Revision.PublishAt, Ana, Noon).Digest
                && row.Select(property => property.Value).OfType<string>().All(text => text.Length <= 32_000);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_long_submission_comes_back_from_the_table_and_its_version_is_the_one_that_the_write_named()
    {
        var (store, tenant) = (await Store(), Fresh());
        var draft = Draft(Text(new string('é', 200_000))) with { Tenant = tenant };

        var added = (await store.Add(draft, new Intent("key"), "asked", default)).Value();
        var found = (await store.Find(tenant, draft.Id, default))!;

        Assert.Equal(draft.Revision.Digest, found.Submission.Revision.Digest);
        Assert.Equal(added.Version, found.Version);
        Assert.False(found.Watched);
    }

    [Fact]
    public async Task One_wish_makes_one_submission_and_a_key_cannot_be_used_for_another()
    {
        var (store, tenant) = (await Store(), Fresh());
        var draft = Draft() with { Tenant = tenant };

        await store.Add(draft, new Intent("key"), "asked", default);
        var again = (await store.Add(draft with { Id = new SubmissionId("s2") }, new Intent("key"), "asked", default)).Value();
        var other = await store.Add(draft with { Id = new SubmissionId("s3") }, new Intent("key"), "something else", default);

        Assert.Equal(draft.Id, again.Value.Id);
        Assert.IsType<Refusal.KeyReused>(other.Why());
        Assert.Null(await store.Find(tenant, new SubmissionId("s2"), default));
    }

    [Fact]
    public async Task Of_two_who_write_the_same_version_one_is_told_to_read_again()
    {
        var (store, tenant) = (await Store(), Fresh());
        await store.Add(Draft() with { Tenant = tenant }, new Intent("key"), "asked", default);
        var read = (await store.Find(tenant, new SubmissionId("s1"), default))!;

        var first = await store.Replace(read, InReview() with { Tenant = tenant }, Noon, default);
        var second = await store.Replace(read, read.Submission.After(new SubmissionEvent.Withdrawn(Ana, Noon)), Noon, default);

        Assert.Equal(SubmissionState.InReview, first!.Submission.State);
        Assert.Null(second);
    }

    [Fact]
    public async Task What_is_due_is_found_until_nothing_is_left_to_do()
    {
        var (store, tenant) = (await Store(), Fresh());
        await store.Add(Draft() with { Tenant = tenant }, new Intent("key"), "asked", default);
        var read = (await store.Find(tenant, new SubmissionId("s1"), default))!;

        var claimed = (await store.Replace(read, Claimed() with { Tenant = tenant }, Noon, default))!;
        var overdue = await Due(store, tenant);
        var live = (await store.Replace(claimed, Published() with { Tenant = tenant }, Noon, default))!;

        Assert.Equal([new OverdueSubmission(tenant, new SubmissionId("s1"), 1)], overdue);
        Assert.True(claimed.Watched);
        Assert.False(live.Watched);
        Assert.Empty(await Due(store, tenant));
        Assert.Equal(new SubmissionId("s1"), await store.LiveAs(tenant, OurReceipt.NativeId, default));
        Assert.Null(await store.LiveAs(Fresh(), OurReceipt.NativeId, default));
    }

    [Fact]
    public async Task Lists_come_newest_first_in_pages_and_hold_only_what_was_asked_for()
    {
        var (store, tenant) = (await Store(), Fresh());
        foreach (var number in Enumerable.Range(0, 7))
            await store.Add(
                Draft() with
                {
                    Tenant = tenant,
                    Id = new SubmissionId($"{9 - number}"),
                    Channel = new ChannelId(number % 2 == 0 ? "even" : "odd"),
                },
                new Intent($"key{number}"), "asked", default);
        var everything = new SubmissionFilter(Scope.Everything, null, null, null);

        var first = await store.List(tenant, everything, new Paging(null, 4), default);
        var second = await store.List(tenant, everything, new Paging(first.Next, 4), default);
        var onEven = everything with { Channels = Scope.Of([new ChannelId("even")]) };
        var even = await store.List(tenant, onEven, new Paging(null, 50), default);
        var nobodys = await store.List(tenant, everything with { Author = new MemberId("ben") }, new Paging(null, 50), default);
        var live = await store.List(tenant, everything with { State = SubmissionState.Published }, new Paging(null, 50), default);
        var others = await store.List(Fresh(), everything, new Paging(null, 50), default);

        Assert.Equal(["3", "4", "5", "6"], first.Items.Select(found => found.Value.Id.Value));
        Assert.Equal(["7", "8", "9"], second.Items.Select(found => found.Value.Id.Value));
        Assert.Null(second.Next);
        Assert.Equal(4, even.Items.Count);
        Assert.Empty(nobodys.Items.Concat(live.Items).Concat(others.Items));
    }

    private static TenantId Fresh() => new(AzuriteStorage.FreshName("tenant"));

    private static async Task<SubmissionStore> Store()
    {
        var configuration = new ConfigurationManager { ["Storage"] = await AzuriteStorage.ConnectionString() };
        return new SubmissionStore(new Tables(new StorageClients(configuration, VaultToken.Saying("none"))));
    }

    private static async Task<IReadOnlyList<OverdueSubmission>> Due(SubmissionStore store, TenantId tenant) =>
        await store.Overdue(Noon.AddMinutes(1), default).Where(due => due.Tenant == tenant).ToListAsync();
}
