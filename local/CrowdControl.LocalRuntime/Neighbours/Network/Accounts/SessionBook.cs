using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Refresh tokens that are still good for something.</summary>
internal sealed class SessionBook
{
    private readonly Dictionary<string, Session> _sessions = [];

    public Session? Find(string id) => _sessions.GetValueOrDefault(id);

    public void Apply(SessionOpened opened) =>
        _sessions[opened.Id] = new Session(opened.Id, opened.Did, opened.AppPassword, opened.ExpiresAt, NextId: null);

    public void Apply(SessionRotated rotated)
    {
        var session = _sessions[rotated.Id];
        _sessions[rotated.Id] = session with { NextId = rotated.NextId, ExpiresAt = rotated.GraceUntil };
    }

    public void Apply(SessionEnded ended) => _sessions.Remove(ended.Id);
}

/// <summary>One refresh token. After it was used, <paramref name="NextId"/> is its successor's.</summary>
/// <param name="AppPassword">Name of the app password that opened the session, or null for the account's own.</param>
internal sealed record Session(string Id, string Did, string? AppPassword, DateTimeOffset ExpiresAt, string? NextId);
