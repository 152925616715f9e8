using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>The pages: everything newest first, one account, one conversation, what a search found.</summary>
internal sealed class PublicPages(NetworkLedger ledger)
{
    private const int PageLength = 30;
    private readonly PostCard _card = new(ledger);
    private readonly SpeakForm _form = new(ledger);
    private readonly FeedReader _feeds = new(ledger);

    public IResult Newest(string? before, Draft? draft = null) => Layout.Page("Newest posts", $"""
        <h1>Newest posts</h1>
        {_form.New(draft)}
        {List(ledger.Posts.Newest(Cursor.Read(before)), "/?before=", "Nobody has said anything yet.")}
        """, status: draft is null ? 200 : StatusCodes.Status422UnprocessableEntity);

    public IResult Found(string words, string? before) => Layout.Page($"Search: {words}", $"""
        <h1>Posts with "{words}"</h1>
        {List(
            words.Trim().Length == 0 ? [] : _feeds.Search(SearchQuery.Parse(words, author: null), Cursor.Read(before)),
            $"/search?q={Uri.EscapeDataString(words)}&before=", "No post says that.")}
        """, search: words);

    public IResult Profile(Account account, string? before)
    {
        var (name, handle) = _card.Who(account.Did);
        var profile = ledger.Repositories.Find(account.Did, Collections.Profile, "self");
        return Layout.Page($"{name} (@{handle})", $"""
            <div class="profile">
            {PostCard.Initial(name)}
            <div class="body"><h1>{name}</h1>
            <p class="handle">@{handle}</p>
            <p>{RecordFields.Text(profile?.Value, "description")}</p>
            <p class="counts">{Counted(ledger.Posts.CountBy(account.Did), "post")},
            {Counted(ledger.Graph.Count(Collections.Follow, account.Did), "follower")}</p></div>
            </div>
            {_form.New(draft: null, mention: handle)}
            <h2>Posts by {name}</h2>
            {List(ledger.Posts.By(account.Did, Cursor.Read(before)), $"/profile/{handle}?before=", $"{name} has said nothing yet.")}
            """);
    }

    public IResult Conversation(Post post, Draft? draft = null)
    {
        var (name, handle) = _card.Who(post.Did);
        var above = ledger.Posts.Upwards(post).Skip(1).Reverse().Select(one => _card.Show(one));
        return Layout.Page($"{name}: {Beginning(post.Text)}", $"""
            <h1>Post by {name}</h1>
            {above}
            {_card.Show(post, main: true)}
            {_form.Reply(PostCard.Address(handle, post.Record.Rkey), draft)}
            <h2>Answers</h2>
            {Answers(post)}
            """, status: draft is null ? 200 : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Answers below one another, oldest first as people talk, the answers to each set in under it.</summary>
    private Markup Answers(Post post)
    {
        var replies = ledger.Posts.RepliesTo(post.Uri).Reverse().ToArray();
        if (replies.Length == 0) return $"""<p class="nothing">No answers yet.</p>""";
        return $"""<div class="answers">{replies.Select(reply => Branch(reply, depth: 1))}</div>""";
    }

    private Markup Branch(Post post, int depth)
    {
        const int deepest = 20;
        var further = depth >= deepest ? [] : ledger.Posts.RepliesTo(post.Uri).Reverse().ToArray();
        return further.Length == 0
            ? _card.Show(post)
            : (Markup)$"""{_card.Show(post)}<div class="answers">{further.Select(reply => Branch(reply, depth + 1))}</div>""";
    }

    private Markup List(IEnumerable<Post> posts, string olderAddress, string nothing)
    {
        var page = posts.Take(PageLength + 1).ToArray();
        if (page.Length == 0) return $"""<p class="nothing">{nothing}</p>""";
        var shown = page.Take(PageLength).Select(post => _card.Show(post));
        var older = page.Length > PageLength
            ? (Markup)$"""<p class="older"><a href="{olderAddress + Uri.EscapeDataString(Cursor.Write(page[PageLength - 1].Place))}">Older posts</a></p>"""
            : Markup.Nothing;
        return $"{shown}{older}";
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Beginning(string text) => text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[39]) ? 39 : 40)] + "…";
}
