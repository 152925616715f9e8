using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>Some items of a list, and where the next ones begin; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> to) => new([.. Items.Select(to)], Next);
}

/// <summary>Which part of a list is asked for: <c>?cursor=&amp;limit=</c>.</summary>
/// <param name="Cursor">What an earlier page gave as next; null for the first page.</param>
public sealed record Paging(string? Cursor, int Limit)
{
    public const int Default = 50;
    public const int Most = 200;

    /// <exception cref="BadRequest">The limit is no number from 1 to 200, or the cursor is far too long to be one of ours.</exception>
    public static Paging Of(HttpRequest request)
    {
        var limit = request.Query["limit"].ToString();
        var cursor = request.Query["cursor"].ToString();
        if (cursor.Length > 2_000) throw new BadRequest("cursor", "This cursor is not one that the API gave out.");
        if (limit.Length == 0) return new Paging(Null(cursor), Default);
        if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Most)
            throw new BadRequest("limit", $"Give a whole number from 1 to {Most}.");
        return new Paging(Null(cursor), number);
    }

    /// <summary>This part of a list that is short enough to be read whole, in the order of the ids.</summary>
    /// <exception cref="BadRequest">The cursor is no id.</exception>
    public Page<T> Cut<T>(IEnumerable<T> all, Func<T, string> id)
    {
        var after = Cursor is null ? "" : Ids.Checked(Cursor, "cursor");
        var left = all.Where(item => string.CompareOrdinal(id(item), after) > 0).OrderBy(id, StringComparer.Ordinal).Take(Limit + 1).ToList();
        return left.Count > Limit ? new Page<T>(left[..Limit], id(left[Limit - 1])) : new Page<T>(left, null);
    }

    private static string? Null(string cursor) => cursor.Length == 0 ? null : cursor;
}
