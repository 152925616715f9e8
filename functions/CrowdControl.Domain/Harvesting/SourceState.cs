namespace CrowdControl.Domain.Harvesting;

/// <summary>Where the harvest of one channel or feed stands.</summary>
/// <param name="Account">Whose lists the positions are of; another account's start anew.</param>
/// <param name="Inbound">What others say to the account, or the items of a feed.</param>
/// <param name="Own">The account's own posts.</param>
/// <param name="Conditions">What a feed's server gave to ask "has it changed?" with.</param>
/// <param name="Failures">In a row; 0 after a success.</param>
/// <param name="Gap">The last period that could not be read.</param>
/// <param name="ClaimedUntil">A run with many pages says so, so that no other begins beside it.</param>
public sealed record SourceState(
    string Account,
    Position? Inbound,
    Position? Own,
    Conditions? Conditions,
    DateTimeOffset? LastSuccessAt,
    string? LastError,
    DateTimeOffset? NextAttemptAt,
    int Failures,
    Gap? Gap,
    DateTimeOffset? ClaimedUntil)
{
    /// <summary>A quiet source's success is written down this often at most: a write for every look would cost more than all mentions.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GapShown = TimeSpan.FromDays(7);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    public static SourceState New(string account) => new(account, null, null, null, null, null, null, 0, null, null);

    public bool IsDue(DateTimeOffset now) => !(NextAttemptAt > now) && !(ClaimedUntil > now);

    /// <summary>Half of a claim is left, so it is time to renew it.</summary>
    public bool ClaimRunsOut(DateTimeOffset now) => ClaimedUntil is not { } until || until - now < Claim / 2;

    public SourceState Claimed(DateTimeOffset now) => this with { ClaimedUntil = now + Claim };

    public SourceState Succeeded(DateTimeOffset now) => this with
    {
        LastSuccessAt = Failures > 0 || LastSuccessAt is not { } last || now - last >= Noted ? now : last,
        LastError = null,
        NextAttemptAt = null,
        Failures = 0,
        Gap = Gap is { } gap && now - gap.To < GapShown ? gap : null,
        ClaimedUntil = null,
    };

    /// <summary>Each failure in a row doubles the wait, unless the network names a time.</summary>
    public SourceState Failed(DateTimeOffset now, string why, DateTimeOffset? retryAt) => this with
    {
        LastError = why,
        NextAttemptAt = retryAt > now ? retryAt : now + Wait(Failures),
        Failures = Failures + 1,
        ClaimedUntil = null,
    };

    private static TimeSpan Wait(int failures) => failures >= 6 ? LongestWait : FirstWait * (1 << failures);
}

/// <summary>A server's stamps of the version that was read.</summary>
public sealed record Conditions(string? ETag, string? LastModified);
