using System.Globalization;
using NCrontab;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>When a timer function is due, in UTC.</summary>
internal sealed class CronSchedule
{
    private readonly CrontabSchedule _times;

    private CronSchedule(CrontabSchedule times) => _times = times;

    /// <summary>
    /// Whether two occurrences can lie within a minute: the real host keeps no state for such schedules, whatever the attribute says.
    /// </summary>
    public bool IsWithinAMinute(DateTimeOffset now) =>
        _times.ToString().Split(' ')[1..].All(field => field == "*")
        && _times.GetNextOccurrences(now.UtcDateTime, now.UtcDateTime.AddMinutes(1).AddTicks(1)).Skip(1).Any();

    /// <param name="text">Six fields, seconds first; with five the seconds are zero.</param>
    /// <exception cref="ArgumentException">NCrontab refuses the text; the message says why and shows an example.</exception>
    public static CronSchedule Parse(string function, string text)
    {
        const string Example = "Write six fields, seconds first: \"0 */5 * * * *\" is every five minutes.";
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException(
                $"The schedule \"{text}\" of {function} is a time span, which works on an App Service plan only. {Example}");
        try
        {
            var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
            return new(CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds }));
        }
        catch (CrontabException refused)
        {
            throw new ArgumentException(
                $"The schedule \"{text}\" of {function} is not a cron expression: {refused.Message} {Example}", refused);
        }
    }

    /// <summary>The first occurrence later than <paramref name="time"/>; the largest time where there is none.</summary>
    public DateTimeOffset After(DateTimeOffset time)
    {
        var next = _times.GetNextOccurrence(time.UtcDateTime);
        return next >= DateTime.MaxValue.AddSeconds(-1) ? DateTimeOffset.MaxValue : new DateTimeOffset(next, TimeSpan.Zero);
    }

    public override string ToString() => _times.ToString();
}
