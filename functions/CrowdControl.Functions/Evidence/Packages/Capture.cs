using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Evidence.Packages;

/// <summary>Takes a mention as its network shows it now; where the network does not, as it was collected, and the package says so.</summary>
internal sealed class Capture(ChannelRegister channels, KnownNetworks networks, TimeProvider clock)
{
    private static readonly string Software = $"CrowdControl {typeof(Capture).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"}";

    public async Task<(byte[] Package, CaptureSource Source)> Take(Caller caller, Mention mention, CancellationToken cancellation)
    {
        var at = clock.GetUtcNow();
        var (seen, notice) = await Seen(caller.Tenant, mention, cancellation);
        var warc = new WarcFile();
        warc.About(at, Software);
        if (seen is null)
            warc.Resource($"urn:crowdcontrol:mention:{mention.Id}", mention.HarvestedAt, "application/json", JsonSerializer.SerializeToUtf8Bytes(mention, Json.Options));
        foreach (var answer in seen?.Answers ?? []) warc.Response(answer.Address, answer.At, answer.Status, answer.Headers, answer.Body);

        var source = seen is null ? CaptureSource.Stored : CaptureSource.Network;
        var statement = new CaptureStatement(
            CaptureStatement.FirstForm, source, notice, at, caller.Member.Id.Value, caller.Member.Name, mention.Network,
            seen is null ? Of(mention) : Of(seen.Thread.Post) with { CollectedAt = mention.HarvestedAt },
            [.. seen?.Thread.Parents.Select(Of) ?? []], [.. seen?.Thread.Replies.Select(Of) ?? []], [.. seen?.Answers.Select(Of) ?? []]);
        return (WaczPackage.Of(statement, warc, Software), source);
    }

    private async Task<(CapturedThread? Seen, string? Notice)> Seen(TenantId tenant, Mention mention, CancellationToken cancellation)
    {
        if (mention.Source.Channel is not { } id) return (null, "It came from a news feed, so this is what was collected.");
        if (await channels.Get(tenant, id, cancellation) is not { } channel || await channels.Access(channel, cancellation) is not { } access
            || networks.Find(channel.Network) is not { } network)
            return (null, "The channel is not connected now, so this is what was collected.");
        try
        {
            return (await network.Capture(access, mention.NativeId, cancellation), null);
        }
        catch (NetworkException gone) when (gone.Fault is NetworkFault.NotFound)
        {
            return (null, "The network no longer has this post, so this is what was collected.");
        }
        catch (NetworkException away)
        {
            return (null, $"The network does not show the post now, so this is what was collected. {away.Message}");
        }
    }

    private static CapturedPost Of(Mention mention) => new(
        mention.NativeId, mention.Version, mention.Url, mention.Author, mention.Text, mention.Languages, mention.Links, mention.ImageCount,
        mention.ReplyTo, mention.Quote, mention.At, mention.HarvestedAt);

    private static CapturedPost Of(FoundPost post) => new(
        post.NativeId, post.Version, post.PublicAddress.AbsoluteUri, new ExternalAuthor(post.Author.AccountId, post.Author.Handle, post.Author.DisplayName),
        post.Text, post.Languages, post.Links, post.ImageCount, post.ReplyTo, post.Quote, post.CreatedAt, null);

    private static CapturedFile Of(CapturedAnswer answer) => new(
        answer.Role, answer.Address.AbsoluteUri, answer.At, answer.Status,
        answer.Headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? "application/octet-stream",
        answer.Body.Length, Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span)));
}
