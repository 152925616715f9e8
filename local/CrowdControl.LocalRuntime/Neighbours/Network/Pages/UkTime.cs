using System.Globalization;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>Moments as people in Wexmoor write them.</summary>
internal static class UkTime
{
    private static readonly TimeZoneInfo London =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var zone) ? zone : TimeZoneInfo.Utc;

    public static Markup Show(DateTimeOffset moment) =>
        $"""<time datetime="{Formats.Write(moment)}">{Written(moment)}</time>""";

    private static string Written(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, London).ToString("d MMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}
