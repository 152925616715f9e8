namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>An image as it may be published: its kind read from its own bytes, and nothing in it that tells where, when or by
/// whom it was taken.</summary>
/// <param name="Bytes">The picture without metadata; orientation, colour profile and animation are kept.</param>
/// <param name="Width">Pixels as shown, so after turning a photograph upright.</param>
public sealed record Picture(string ContentType, int Width, int Height, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Longer sides are refused: no network shows them, and they are a way to exhaust whoever decodes them.</summary>
    public const int LongestSide = 16_384;

    /// <summary>The picture in the bytes, or null where they are no whole PNG, JPEG, WebP or GIF.</summary>
    public static Picture? Read(ReadOnlyMemory<byte> bytes)
    {
        var picture = Jpeg.Read(bytes.Span) ?? Png.Read(bytes.Span) ?? WebP.Read(bytes.Span) ?? Gif.Read(bytes);
        return picture is { Width: > 0 and <= LongestSide, Height: > 0 and <= LongestSide } ? picture : null;
    }
}
