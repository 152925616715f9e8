using System.Globalization;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>Where the next page begins, in the forms that the real AppView gives out.</summary>
internal static class Cursor
{
    private const string Between = "__";

    /// <summary>Of feeds and searches: milliseconds since 1970, and what tells equal ones apart.</summary>
    public static string Write(Place place) => $"{place.At.ToUnixTimeMilliseconds()}{Between}{place.Rev}";

    public static Place? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        return cursor.Split(Between) is [var time, { Length: > 0 } rev] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new Place(DateTimeOffset.FromUnixTimeMilliseconds(at), rev)
            : throw XrpcFault.Invalid("Malformed cursor");
    }

    /// <summary>
    /// Of notifications: a moment. The real AppView drops what shares that moment with the last of a page; here the revision goes
    /// along in that case, since thousands of posts a second would be dropped far more often than there.
    /// </summary>
    public static string WriteMoment(Place last, Place? next) =>
        next?.At == last.At ? Formats.Write(last.At) + Between + last.Rev : Formats.Write(last.At);

    public static Place? ReadMoment(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        var parts = cursor.Split(Between);
        return Formats.Moment(parts[0]) is { } at && parts.Length <= 2
            ? new Place(at, parts.ElementAtOrDefault(1) ?? "")
            : throw XrpcFault.Invalid("Malformed cursor");
    }
}
