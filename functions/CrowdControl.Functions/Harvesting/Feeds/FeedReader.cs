using System.ServiceModel.Syndication;
using System.Xml;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>Reads RSS 2.0 and Atom 1.0.</summary>
internal static class FeedReader
{
    private const int MostItems = 1_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = FeedClient.MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="SourceFault">It is no feed; the message says what is wrong.</exception>
    public static IReadOnlyList<FeedEntry> Read(byte[] bytes)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(bytes), Settings);
            xml.MoveToContent();
            var (rss, atom) = (new Rss20FeedFormatter { DateTimeParser = Date }, new Atom10FeedFormatter { DateTimeParser = Date });
            SyndicationFeedFormatter formatter = rss.CanRead(xml) ? rss : atom.CanRead(xml) ? atom
                : throw new SourceFault("This is no RSS 2.0 and no Atom feed. Give the address of the feed itself, not of a page.", null, null);
            formatter.ReadFrom(xml);
            return [.. formatter.Feed.Items.Take(MostItems).Select(Entry)];
        }
        catch (Exception wrong) when (wrong is XmlException or FormatException or ArgumentException)
        {
            throw new SourceFault($"The feed is not well-formed XML. {wrong.Message}", null, wrong);
        }
    }

    private static FeedEntry Entry(SyndicationItem item)
    {
        var link = item.Links.FirstOrDefault(link => link.RelationshipType is null or "alternate")?.GetAbsoluteUri();
        var title = PlainText.Of(item.Title?.Text ?? "");
        var summary = PlainText.Of(item.Summary?.Text ?? (item.Content as TextSyndicationContent)?.Text ?? "");
        var identity = item.Id is { Length: > 0 } id ? id : link?.OriginalString ?? MentionKey.Digest([title, summary]);
        var written = item.PublishDate != default ? item.PublishDate : item.LastUpdatedTime;
        return new FeedEntry(
            identity, title, summary, link is { Scheme: "http" or "https" } ? link : null,
            item.Authors.Select(author => author.Name ?? author.Email).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)),
            written == default ? null : written);
    }

    /// <summary>A date that nobody can read is no reason to lose the item.</summary>
    private static bool Date(XmlDateTimeData data, out DateTimeOffset date)
    {
        if (!DateTimeOffset.TryParse(
            Zoned(data.DateTimeString), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out date))
            date = default;
        return true;
    }

    /// <summary>RSS writes zones by name, as mails once did.</summary>
    private static string Zoned(string text)
    {
        var trimmed = text.Trim();
        var zone = trimmed[(trimmed.LastIndexOf(' ') + 1)..];
        var offset = zone switch
        {
            "UT" or "Z" or "UTC" or "GMT" => "+00:00",
            "BST" => "+01:00",
            "EDT" => "-04:00",
            "EST" or "CDT" => "-05:00",
            "CST" or "MDT" => "-06:00",
            "MST" or "PDT" => "-07:00",
            "PST" => "-08:00",
            _ => zone,
        };
        return string.Concat(trimmed.AsSpan(0, trimmed.Length - zone.Length), offset);
    }
}

/// <summary>One item of a feed, without markup.</summary>
/// <param name="Identity">What the feed names it by; the same item keeps it.</param>
internal sealed record FeedEntry(string Identity, string Title, string Summary, Uri? Link, string? Author, DateTimeOffset? Written);
