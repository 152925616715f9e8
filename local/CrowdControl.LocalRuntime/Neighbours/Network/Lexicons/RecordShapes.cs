using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using static CrowdControl.LocalRuntime.Neighbours.Network.Lexicons.Shapes;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

/// <summary>
/// The records that the real network checks, as of the version that our tests install (pds 0.4.217): what is not here is kept
/// unchecked, as there.
/// </summary>
internal static class RecordShapes
{
    public const long MaxImageBytes = 1_000_000;

    private static readonly Shape StrongRef = Object(new Field("uri", Formats.Address), new Field("cid", Formats.ContentId));

    private static readonly Shape SelfLabels = OneOf(("com.atproto.label.defs#selfLabels", Object(
        new Field("values", List(Object(new Field("val", Text(maxBytes: 128))), maximum: 10)))));

    private static readonly Shape Facet = Object(
        new Field("index", Object(new Field("byteStart", Whole(0)), new Field("byteEnd", Whole(0)))),
        new Field("features", List(OneOf(
            ("app.bsky.richtext.facet#mention", Object(new Field("did", Formats.Did))),
            ("app.bsky.richtext.facet#link", Object(new Field("uri", Formats.Uri))),
            ("app.bsky.richtext.facet#tag", Object(new Field("tag", Text(maxBytes: 640, maxGraphemes: 64))))))));

    private static readonly Shape Images = Object(new Field("images", List(Object(
        new Field("image", BlobShape.Of(MaxImageBytes, "image/*")),
        new Field("alt", Text()),
        new Field("aspectRatio", Object(new Field("width", Whole(1)), new Field("height", Whole(1))), Required: false)), maximum: 4)));

    private static readonly Shape External = Object(new Field("external", Object(
        new Field("uri", Formats.Uri),
        new Field("title", Text()),
        new Field("description", Text()),
        new Field("thumb", BlobShape.Of(MaxImageBytes, "image/*"), Required: false))));

    private static readonly Shape QuotedRecord = Object(new Field("record", StrongRef));

    private static readonly Shape RecordWithMedia = Object(
        new Field("record", QuotedRecord),
        new Field("media", OneOf(("app.bsky.embed.images", Images), ("app.bsky.embed.external", External))));

    private static readonly Shape Post = Object(
        new Field("text", Text(maxBytes: 3000, maxGraphemes: 300)),
        new Field("facets", List(Facet), Required: false),
        new Field("reply", Object(new Field("root", StrongRef), new Field("parent", StrongRef)), Required: false),
        new Field("embed", OneOf(
            ("app.bsky.embed.images", Images),
            ("app.bsky.embed.external", External),
            ("app.bsky.embed.record", QuotedRecord),
            ("app.bsky.embed.recordWithMedia", RecordWithMedia)), Required: false),
        new Field("langs", List(Formats.Language, maximum: 3), Required: false),
        new Field("labels", SelfLabels, Required: false),
        new Field("tags", List(Text(maxBytes: 640, maxGraphemes: 64), maximum: 8), Required: false),
        new Field("createdAt", Formats.DateTime));

    private static readonly Shape Profile = Object(
        new Field("displayName", Text(maxBytes: 640, maxGraphemes: 64), Required: false),
        new Field("description", Text(maxBytes: 2560, maxGraphemes: 256), Required: false),
        new Field("avatar", BlobShape.Of(MaxImageBytes, "image/png", "image/jpeg"), Required: false),
        new Field("banner", BlobShape.Of(MaxImageBytes, "image/png", "image/jpeg"), Required: false),
        new Field("labels", SelfLabels, Required: false),
        new Field("pinnedPost", StrongRef, Required: false),
        new Field("createdAt", Formats.DateTime, Required: false));

    private static readonly Shape OnSubject = Object(new Field("subject", StrongRef), new Field("createdAt", Formats.DateTime));

    private static readonly Shape Follow = Object(new Field("subject", Formats.Did), new Field("createdAt", Formats.DateTime));

    private static readonly Shape TidKey = Format("TID string", TidClock.Is);

    private static readonly Shape SelfKey = (value, path) => value.ValueEquals("self") ? null : $"Expected \"self\" (got {Shown(value)}) at {path}";

    /// <summary>Whether timelines take the record in: a client may write one without checks, but then nobody sees it.</summary>
    public static bool Fits(NetworkRecord record) => Of(record.Collection) is not { } shapes || shapes.Record(record.Value, "$.record") is null;

    /// <summary>The rules of a collection's record keys and records; null for a collection that nobody here knows.</summary>
    public static (Shape Key, Shape Record)? Of(string collection) => collection switch
    {
        Collections.Post => (TidKey, Post),
        Collections.Like or Collections.Repost => (TidKey, OnSubject),
        Collections.Follow => (TidKey, Follow),
        Collections.Profile => (SelfKey, Profile),
        _ => null,
    };
}
