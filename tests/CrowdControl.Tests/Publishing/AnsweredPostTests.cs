using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Publishing;

/// <summary>From what somebody answered back to the post of ours that they answered.</summary>
public sealed class AnsweredPostTests
{
    [Fact]
    public async Task A_reply_to_a_post_of_ours_names_the_submission_that_it_came_from()
    {
        await using var room = await Newsroom.Open();
        var published = await room.Until(await room.Approved(), SubmissionState.Published);
        var reply = await Heard(room, replyTo: published.Live!.NativeId);

        var shown = (await room.Get<MentionDesk>().Show(room.Dora, reply.Id, default)).Value();

        Assert.Equal(published.Id.Value, shown.OurSubmission);
    }

    [Fact]
    public async Task A_reply_to_somebody_elses_post_names_none()
    {
        await using var room = await Newsroom.Open();
        var reply = await Heard(room, replyTo: "at://did:plc:stranger/app.bsky.feed.post/1");

        var shown = (await room.Get<MentionDesk>().Show(room.Dora, reply.Id, default)).Value();

        Assert.Null(shown.OurSubmission);
    }

    private static async Task<Mention> Heard(Newsroom room, string replyTo)
    {
        var channel = (await room.Get<ChannelRegister>().Get(room.Tenant, room.Channel, default))!;
        var now = room.Clock.GetUtcNow();
        var post = new FoundPost(
            "at://did:plc:reader/app.bsky.feed.post/2", "v1", FoundKind.Reply, new FoundAuthor("did:plc:reader", "reader.test", "A reader"),
            "Which ford?", ["en"], [], 0, replyTo, replyTo, null, new Uri("https://wexmoor.example/2"), now, now);
        var mention = FoundMention.Of(channel, post, MentionKind.Reply, now);
        await room.Get<Classifying>().Run(new MentionBatch(room.Tenant, [mention]), default);
        return mention;
    }
}
