using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Monitoring;

public sealed class MentionBatchTests
{
    private static readonly TenantId Tenant = new("wexmoor");

    private static readonly Channel Channel = new(
        Tenant, new ChannelId("news"), "scripted", "news.test", "Wexmoor", "News", new MemberId("elin"),
        new ChannelConnection(new Uri("https://network.test"), "did:news", Desk.Morning), null, null, false);

    [Fact]
    public void A_batch_comes_out_as_it_went_in_and_never_more_than_99_in_a_message()
    {
        var mentions = Enumerable.Range(0, 250).Select(number => Said($"Line {number} with \u00E9, \U0001F6A8 and \"quotes\"\nand a second line", number)).ToList();

        var messages = new MentionBatch(Tenant, mentions).Pack().ToList();
        var read = messages.Select(MentionBatch.Unpack).ToList();

        Assert.All(read, batch => Assert.InRange(batch.Mentions.Count, 1, MentionBatch.Most));
        Assert.All(read, batch => Assert.Equal(Tenant, batch.Tenant));
        Assert.Equal(mentions.Select(Text), read.SelectMany(batch => batch.Mentions).Select(Text));
    }

    [Fact]
    public void A_batch_that_is_too_large_is_split_and_one_mention_fits_whatever_is_in_it()
    {
        var random = new Random(7);
        var mentions = Enumerable.Range(0, 20).Select(number => Said(Noise(random, Mention.MaximumText * 2), number)).ToList();

        var messages = new MentionBatch(Tenant, mentions).Pack().ToList();

        Assert.InRange(messages.Count, 2, 20);
        Assert.All(messages, message => Assert.InRange(message.Length, 1, MentionBatch.MostCharacters));
        Assert.Equal(mentions.Select(Text), messages.Select(MentionBatch.Unpack).SelectMany(batch => batch.Mentions).Select(Text));
        Assert.All(mentions, mention => Assert.True(mention is { Cut: true, Text.Length: <= Mention.MaximumText }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no batch at all")]
    [InlineData("bm90IGJyb3RsaQ==")]
    public void What_is_no_batch_is_refused_so_that_the_host_sets_it_aside(string message) =>
        Assert.ThrowsAny<Exception>(() => MentionBatch.Unpack(message));

    [Fact]
    public void A_text_is_never_cut_inside_a_pair_of_surrogates()
    {
        var cut = FoundMention.Cut("ab\U0001F6A8", 3);

        Assert.Equal("ab", cut);
    }

    private static string Text(Mention mention) => JsonSerializer.Serialize(mention);

    /// <summary>Characters of many scripts in no order: what compresses worst.</summary>
    private static string Noise(Random random, int length) => string.Create(length, random, static (span, random) =>
    {
        for (var at = 0; at < span.Length; at++) span[at] = (char)random.Next(0x4E00, 0x9FFF);
    });

    private static Mention Said(string text, int number) => FoundMention.Of(
        Channel,
        new FoundPost(
            $"at://public/{number}", "v1", FoundKind.Mention, new FoundAuthor("did:public", "someone.test", "Some One"), text, ["en"], [], 0, null, null,
            null, new Uri("https://network.test/post"), Desk.Morning.AddSeconds(-number), Desk.Morning),
        MentionKind.Mention, Desk.Morning);
}
