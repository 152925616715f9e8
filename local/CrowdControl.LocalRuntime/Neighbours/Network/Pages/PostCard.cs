using System.Globalization;
using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>One post on a page: who, when, what, with its images and what it quotes.</summary>
internal sealed class PostCard(NetworkLedger ledger)
{
    public static string Address(string handle, string rkey) => $"/profile/{handle}/post/{rkey}";

    public Markup Show(Post post, bool main = false)
    {
        var (name, handle) = Who(post.Did);
        var id = $"by-{post.Record.Rkey}";
        return $"""
            <article class="{(main ? "post main" : "post")}" aria-labelledby="{id}">
            {Initial(name)}
            <div class="body">
            <p class="by" id="{id}"><a class="name" href="/profile/{handle}">{name}</a> <span class="handle">@{handle}</span>
            <a class="when" href="{Address(handle, post.Record.Rkey)}">{UkTime.Show(post.SortAt)}</a></p>
            {Answering(post)}
            <p class="text">{RichText.Show(post, ledger)}</p>
            {Images(post)}
            {External(post)}
            {Quote(post)}
            {Counts(post, handle)}
            </div>
            </article>
            """;
    }

    public (string Name, string Handle) Who(string did)
    {
        var handle = ledger.Accounts.WithDid(did)?.Handle ?? "handle.invalid";
        var profile = ledger.Repositories.Find(did, Collections.Profile, "self");
        return (RecordFields.Text(profile?.Value, "displayName") is { Length: > 0 } name ? name : handle, handle);
    }

    public static Markup Initial(string name) =>
        $"""<span class="initial tone{name.Sum(letter => letter) % 6}" aria-hidden="true">{Letter(name)}</span>""";

    private static string Letter(string name) => new StringInfo(name).SubstringByTextElements(0, 1);

    private Markup Answering(Post post)
    {
        if (post.Parent is not { } uri || AtUri.Parse(uri) is not { } at) return Markup.Nothing;
        var (name, handle) = Who(at.Authority);
        if (ledger.Posts.Find(uri) is null) return $"""<p class="answering">Answers a post that is gone</p>""";
        return $"""<p class="answering">Answers <a href="{Address(handle, at.Rkey)}">a post by {name}</a></p>""";
    }

    private static Markup Images(Post post)
    {
        var embed = RecordFields.Property(post.Record.Value, "embed");
        var media = RecordFields.Property(embed, "media") ?? embed;
        if (RecordFields.Property(media, "images") is not { ValueKind: JsonValueKind.Array } images) return Markup.Nothing;
        var shown = images.EnumerateArray().Select(image => Image(post.Did, image));
        return $"""<div class="images count{images.GetArrayLength()}">{shown}</div>""";
    }

    private static Markup Image(string did, JsonElement image) =>
        RecordFields.Property(image, "image") is { } blob && BlobReference.Read(blob) is { } file
            ? $"""<img src="/img/feed_fullsize/plain/{did}/{file.Cid}" alt="{RecordFields.Text(image, "alt")}" loading="lazy">"""
            : Markup.Nothing;

    private static Markup External(Post post)
    {
        var embed = RecordFields.Property(post.Record.Value, "embed");
        var external = RecordFields.Property(RecordFields.Property(embed, "media") ?? embed, "external");
        return RecordFields.Text(external, "uri") is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"
            ? $"""<p class="card"><a href="{uri}" rel="nofollow noreferrer">{RecordFields.Text(external, "title")}</a><br>{RecordFields.Text(external, "description")}</p>"""
            : Markup.Nothing;
    }

    private Markup Quote(Post post)
    {
        if (post.Quoted is not { } uri) return Markup.Nothing;
        if (ledger.Posts.Find(uri) is not { } quoted) return $"""<p class="quote">The quoted post is gone.</p>""";
        var (name, handle) = Who(quoted.Did);
        return $"""
            <blockquote class="quote"><p class="by"><a class="name" href="{Address(handle, quoted.Record.Rkey)}">{name}</a> <span class="handle">@{handle}</span></p>
            <p class="text">{quoted.Text}</p></blockquote>
            """;
    }

    private Markup Counts(Post post, string handle)
    {
        var replies = ledger.Posts.ReplyCount(post.Uri);
        var likes = ledger.Graph.Count(Collections.Like, post.Uri);
        var reposts = ledger.Graph.Count(Collections.Repost, post.Uri);
        string[] said = [replies switch { 0 => "No answers yet", 1 => "1 answer", _ => $"{replies} answers" }, .. Some(likes, "like"), .. Some(reposts, "repost")];
        return $"""<p class="counts"><a href="{Address(handle, post.Record.Rkey)}">{string.Join(", ", said)}</a></p>""";
    }

    private static string[] Some(int count, string what) => count == 0 ? [] : [$"{count} {what}{(count == 1 ? "" : "s")}"];
}
