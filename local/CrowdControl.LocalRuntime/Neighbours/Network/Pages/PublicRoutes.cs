using System.Text;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>The network as its public sees it, where every visitor may speak as an invented resident.</summary>
internal sealed class PublicRoutes(NetworkLedger ledger)
{
    private const string NoPost = "This post does not exist, or its author has taken it down.";
    private readonly PublicPages _pages = new(ledger);
    private readonly SpokenPost _spoken = new(ledger);
    private readonly Residents _residents = new(ledger);

    public void Map(WebApplication app)
    {
        app.MapGet("/", (string? before) => Read(() => _pages.Newest(before)));
        app.MapGet("/search", (string? q, string? before) => Read(() => _pages.Found(q ?? "", before)));
        app.MapGet("/profile/{handle}", (string handle, string? before) => Read(() => Profile(handle, before)));
        app.MapGet("/profile/{handle}/post/{rkey}", (string handle, string rkey) =>
            Read(() => Find(handle, rkey) is { } post ? _pages.Conversation(post) : Layout.NotFound(NoPost)));
        app.MapPost("/", (HttpRequest request) => Speak(request, answering: null));
        app.MapPost("/profile/{handle}/post/{rkey}", (HttpRequest request, string handle, string rkey) => Speak(request, (handle, rkey)));
        app.MapFallback(() => Layout.NotFound("There is no such page."));
        app.MapGet(Layout.StylePath, () => Results.Stream(
            typeof(PublicRoutes).Assembly.GetManifestResourceStream("network.css")!, "text/css; charset=utf-8"));
    }

    private IResult Read(Func<IResult> page)
    {
        lock (ledger.Gate)
        {
            try
            {
                return page();
            }
            catch (XrpcFault badCursor)
            {
                return Layout.Page("Not understood", $"<h1>Not understood</h1><p>{badCursor.Message}</p>", status: badCursor.Status);
            }
        }
    }

    private IResult Profile(string handle, string? before) => ledger.Accounts.Find(handle) is { } account
        ? _pages.Profile(account, before)
        : Layout.NotFound($"Nobody here is called {handle}.");

    private Post? Find(string handle, string rkey) => ledger.Accounts.Find(handle) is { } account
        ? ledger.Posts.Find(AtUri.Of(account.Did, Collections.Post, rkey))
        : null;

    private async Task<IResult> Speak(HttpRequest request, (string Handle, string Rkey)? answering)
    {
        // Another site must not speak through a visitor's browser.
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}") return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var (who, text) = (form["as"].ToString(), form["text"].ToString().ReplaceLineEndings("\n").Trim());
        return Read(() => Say(who, text, answering));
    }

    private IResult Say(string who, string text, (string Handle, string Rkey)? answering)
    {
        var post = answering is { } at ? Find(at.Handle, at.Rkey) : null;
        if (answering is not null && post is null) return Layout.NotFound(NoPost);
        if (Problem(who, text) is { } problem) return Again(problem, who, text, post);
        try
        {
            var said = _spoken.Say(_residents.Find(who)!, text, post);
            return Results.LocalRedirect(answering is { } place ? PostCard.Address(place.Handle, place.Rkey) : PostCard.Address(who, said.Rkey));
        }
        catch (XrpcFault refused)
        {
            return Again($"The network does not take this: {refused.Message}", who, text, post);
        }
    }

    private string? Problem(string who, string text)
    {
        if (text.Length == 0) return "Write something first.";
        if (_residents.Find(who) is null) return "Choose as whom to speak.";
        return new System.Globalization.StringInfo(text).LengthInTextElements is var length and > 300
            ? $"A post holds 300 characters at most; this has {length}."
            : null;
    }

    private IResult Again(string problem, string who, string text, Post? answering)
    {
        var draft = new Draft(who, text, problem);
        return answering is null ? _pages.Newest(before: null, draft) : _pages.Conversation(answering, draft);
    }
}

/// <summary>What a visitor typed and why it was not taken.</summary>
internal sealed record Draft(string As, string Text, string Problem);
