namespace CrowdControl.Domain.Publishing;

/// <summary>The product's default times around a release.</summary>
public static class ReleaseTimes
{
    /// <summary>The last approval comes at least this long before PublishAt.</summary>
    public static readonly TimeSpan MinimumLead = TimeSpan.FromMinutes(5);

    /// <summary>A submission without PublishAt may be approved for this long.</summary>
    public static readonly TimeSpan ApprovalWindow = TimeSpan.FromDays(7);

    /// <summary>A due post, or the retry of one, that is later than this does not go out.</summary>
    public static readonly TimeSpan MaxLate = TimeSpan.FromMinutes(15);

    /// <summary>A post may be planned this far ahead.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);

    /// <summary>A request whose answer was lost may still be on its way for this long: an absence seen earlier proves nothing.</summary>
    public static readonly TimeSpan AnswerSettles = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Waits between looks for a lost answer: 5 s, 15 s, 45 s ... at most an hour.</summary>
    public static TimeSpan UntilNextLook(int looks) =>
        looks >= 7 ? LongestWait : TimeSpan.FromTicks(Math.Min(FirstLook.Ticks * (long)Math.Pow(3, looks), LongestWait.Ticks));

    /// <summary>Waits between looks whether a halt is over: a quarter of the time held so far, from 30 seconds to 15 minutes.</summary>
    public static TimeSpan UntilHaltIsLookedAtAgain(TimeSpan heldFor) =>
        TimeSpan.FromTicks(Math.Clamp(heldFor.Ticks / 4, TimeSpan.FromSeconds(30).Ticks, TimeSpan.FromMinutes(15).Ticks));

    public static DateTimeOffset LatestApprovalAt(DateTimeOffset? publishAt, DateTimeOffset submittedAt) =>
        publishAt is { } due ? due - MinimumLead : submittedAt + ApprovalWindow;
}
