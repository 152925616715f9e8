using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Publishing;

/// <summary>What is asked to be said, checked, with the mentions that it refers to.</summary>
internal sealed record ReadContent(PostContent Content, MentionId? ReplyTo, MentionId? Quote);

/// <summary>Turns what a member wrote into what would be sent, or says which field cannot be accepted. What only the network would not
/// take can still be kept as a draft.</summary>
public sealed partial class ContentReader(MediaStore media, MentionBook mentions)
{
    private const int MostText = 20_000, MostLanguages = 3, MostImages = 10, MostAltText = 10_000;

    internal async Task<Outcome<ReadContent>> Read(
        Caller caller, SubmissionKind kind, INetwork network, ContentView content, CancellationToken cancellation)
    {
        var wrong = new SortedDictionary<string, string>(StringComparer.Ordinal);
        CheckText(content, wrong);
        var images = await Images(caller, network, content, wrong, cancellation);
        var replyTo = await Mention(caller, network, "content.replyToMention", content.ReplyToMention, wrong, cancellation);
        var quote = await Mention(caller, network, "content.quote", content.Quote, wrong, cancellation);
        if (kind is SubmissionKind.Reply && content.ReplyToMention is null)
            wrong["content.replyToMention"] = "A reply answers a mention. Name it.";
        if (kind is SubmissionKind.Post && content.ReplyToMention is not null)
            wrong["content.replyToMention"] = "A post answers nothing. Write a reply instead.";
        if (wrong.Count > 0) return new Refusal.Invalid(wrong);

        return new ReadContent(
            new PostContent(content.Text, [.. content.Languages], images, Reference(replyTo), Reference(quote)), replyTo?.Id, quote?.Id);
    }

    private static void CheckText(ContentView content, SortedDictionary<string, string> wrong)
    {
        if (content.Text.Length > MostText)
            wrong["content.text"] = $"No network takes as much. Write at most {MostText:N0} characters.";
        else if (HasControls(content.Text))
            wrong["content.text"] = "There is a control character in it that nobody could see. Type it again.";
        if (content.Languages.Count > MostLanguages)
            wrong["content.languages"] = $"Name at most {MostLanguages} languages.";
        else if (content.Languages.FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is { } tag)
            wrong["content.languages"] = $"{(tag.Length > 35 ? "One of them" : tag)} is no language tag (BCP 47). Examples: en, cy, en-GB.";
        else if (content.Languages.Distinct(StringComparer.OrdinalIgnoreCase).Count() < content.Languages.Count)
            wrong["content.languages"] = "Name each language once.";
    }

    private async Task<ImmutableArray<PostImage>> Images(
        Caller caller, INetwork network, ContentView content, SortedDictionary<string, string> wrong,
        CancellationToken cancellation)
    {
        if (content.Images.Count > MostImages)
        {
            wrong["content.images"] = $"No network takes as many. Attach at most {MostImages} images.";
            return [];
        }

        for (var at = 0; at < content.Images.Count; at++)
        {
            var (image, field) = (content.Images[at], $"content.images[{at}]");
            if (image.AltText.Length > MostAltText || HasControls(image.AltText))
                wrong[field + ".altText"] = $"Write at most {MostAltText:N0} visible characters.";
            if (await Unfit(caller.Tenant, image.Media, network.Limits, cancellation) is { } why) wrong[field + ".media"] = why;
        }

        return [.. content.Images.Select(image => new PostImage(new MediaId(image.Media), image.AltText))];
    }

    private async Task<string?> Unfit(TenantId tenant, string id, NetworkLimits limits, CancellationToken cancellation)
    {
        if (!MediaStore.IsId(id) || await media.Find(tenant, new MediaId(id), cancellation) is not { } stored)
            return "There is no such image. Upload it first, and name it by the id that the answer gives.";
        if (stored.Bytes > limits.MaximumImageBytes)
            return $"It has {stored.Bytes:N0} bytes, and the network takes at most {limits.MaximumImageBytes:N0}. Upload a smaller one.";
        return limits.ImageTypes.Contains(stored.ContentType)
            ? null
            : $"The network does not take {stored.ContentType}. It takes {string.Join(", ", limits.ImageTypes)}.";
    }

    private async Task<Mention?> Mention(
        Caller caller, INetwork network, string field, string? id, SortedDictionary<string, string> wrong,
        CancellationToken cancellation)
    {
        if (id is null) return null;
        var found = Id.IsValid(id) ? await mentions.Find(caller.Tenant, new MentionId(id), cancellation) : null;
        if (found is null || !MayRead(caller, found))
            wrong[field] = "There is no such mention.";
        else if (found.Network != network.Code)
            wrong[field] = $"That mention is on {found.Network}, and this channel speaks on {network.Code}.";
        else
            return found;
        return null;
    }

    private static bool MayRead(Caller caller, Mention mention) => mention.Source.Channel is { } channel
        ? caller.May(Permission.ReadMentions, channel)
        : caller.May(Permission.ReadMentions);

    private static PostReference? Reference(Mention? mention) =>
        mention is null ? null : new PostReference(mention.NativeId, mention.Version);

    private static bool HasControls(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    [GeneratedRegex("^(?=.{2,35}$)[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
