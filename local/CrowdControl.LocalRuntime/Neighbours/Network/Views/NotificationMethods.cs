using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using static CrowdControl.LocalRuntime.Neighbours.Network.Lexicons.Shapes;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>What concerns the caller: mentions, replies, quotes, likes, reposts, followers.</summary>
internal sealed class NotificationMethods(NetworkLedger ledger)
{
    public IEnumerable<XrpcMethod> All =>
    [
        new("app.bsky.notification.listNotifications", XrpcAuth.Account, List),
        new("app.bsky.notification.getUnreadCount", XrpcAuth.Account, Unread),
        new("app.bsky.notification.updateSeen", XrpcAuth.Account, Seen)
        {
            Procedure = true,
            Input = Object(new Field("seenAt", Formats.DateTime)),
        },
    ];

    private object List(XrpcCall call)
    {
        var (limit, reasons, cursor) = (call.Limit(), call.Parameters("reasons"), call.Parameter("cursor"));
        var caller = Who(call);
        var priority = Priority(call, caller);
        var live = Live(caller, priority, Cursor.ReadMoment(cursor)).Where(one => reasons.Count == 0 || reasons.Contains(one.Reason));
        var found = live.Take(limit + 1).ToArray();
        var page = found[..Math.Min(limit, found.Length)];

        // Who has never said what they have read is told that the newest is unread, and all before is read.
        var seen = caller.NotificationsSeenAt ?? (cursor is null ? page.FirstOrDefault()?.SortAt : null);
        // Where reasons are named, the real AppView reads on until half a page is full, and so finds the end.
        var ended = page.Length == 0 || (reasons.Count > 0 && page.Length < (limit + 1) / 2);
        var profiles = new ProfileViews(ledger, call.Server);
        return new
        {
            notifications = page.Select(one => View(one, seen, profiles)).ToArray(),
            cursor = ended ? null : Cursor.WriteMoment(page[^1].Place, found.ElementAtOrDefault(limit)?.Place),
            priority,
            seenAt = seen is { } moment ? Formats.Write(moment) : null,
        };
    }

    private object Unread(XrpcCall call)
    {
        var caller = Who(call);
        var since = caller.NotificationsSeenAt ?? DateTimeOffset.MinValue;
        return new { count = Live(caller, Priority(call, caller), before: null).TakeWhile(one => one.SortAt > since).Count() };
    }

    private object? Seen(XrpcCall call)
    {
        ledger.Record(new NotificationsSeen(ledger.Now, call.Caller.Did, Formats.Moment(call.Text("seenAt"))!.Value));
        return null;
    }

    private IEnumerable<Notification> Live(Account caller, bool priority, Place? before) => ledger.Notifications.For(caller.Did, before)
        .Where(one => one.Subject is null || ledger.Repositories.Find(one.Subject) is not null)
        .Where(one => !priority || ledger.Graph.Follows(caller.Did, one.Record.Did));

    private Account Who(XrpcCall call) => ledger.Accounts.WithDid(call.Caller.Did)!;

    // Saying what was read switches the real AppView (0.0.221) over to notifications by followed accounts only.
    private static bool Priority(XrpcCall call, Account caller) =>
        call.Parameter("priority") is { } asked ? asked == "true" : caller.NotificationsSeenAt is not null;

    private static JsonObject View(Notification notification, DateTimeOffset? seen, ProfileViews profiles)
    {
        var view = new JsonObject
        {
            ["uri"] = notification.Record.Uri,
            ["cid"] = notification.Record.Cid,
            ["author"] = profiles.Plain(notification.Record.Did),
            ["reason"] = notification.Reason,
        };
        if (notification.Subject is { } subject) view["reasonSubject"] = subject;
        view["record"] = JsonObject.Create(notification.Record.Value);
        view["isRead"] = seen is null || seen > notification.SortAt;
        view["indexedAt"] = Formats.Write(notification.SortAt);
        view["labels"] = new JsonArray();
        return view;
    }
}
