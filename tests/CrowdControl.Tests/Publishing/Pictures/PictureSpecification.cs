using System.Text;
using CrowdControl.Domain.Publishing.Pictures;

namespace CrowdControl.Tests.Publishing.Pictures;

public sealed class PictureSpecification
{
    private const string Secret = "51.5034N 0.1276W, Ana's phone";

    public static TheoryData<string, byte[]> Pictures => new()
    {
        { "image/png", SamplePictures.Png(640, 480, Secret) },
        { "image/jpeg", SamplePictures.Jpeg(640, 480, Secret, orientation: 1) },
        { "image/webp", SamplePictures.WebP(640, 480, Secret) },
        { "image/gif", SamplePictures.Gif(640, 480) },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void The_kind_and_size_are_read_from_the_bytes(string contentType, byte[] bytes)
    {
        var picture = Picture.Read(bytes);

        Assert.Equal((contentType, 640, 480), (picture?.ContentType, picture?.Width, picture?.Height));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Nothing_that_tells_where_or_by_whom_it_was_taken_is_left(string contentType, byte[] bytes)
    {
        var picture = Picture.Read(bytes)!;

        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(picture.Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(contentType, Picture.Read(picture.Bytes)!.ContentType);
        Assert.Equal(picture.Bytes.ToArray(), Picture.Read(picture.Bytes)!.Bytes.ToArray());
    }

    [Fact]
    public void A_photograph_taken_sideways_keeps_its_orientation_and_says_its_size_as_shown()
    {
        var picture = Picture.Read(SamplePictures.Jpeg(640, 480, Secret, orientation: 6))!;

        Assert.Equal((480, 640), (picture.Width, picture.Height));
        Assert.Equal((480, 640), (Picture.Read(picture.Bytes)!.Width, Picture.Read(picture.Bytes)!.Height));
    }

    [Fact]
    public void What_follows_the_end_of_a_photograph_is_cut_off()
    {
        byte[] live = [.. SamplePictures.Jpeg(2, 2, Secret, orientation: 1), .. Encoding.ASCII.GetBytes("a film with " + Secret)];

        var picture = Picture.Read(live)!;

        Assert.True(picture.Bytes.Span.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("%PDF-1.7")]
    [InlineData("RIFF....WEBPVP8 ")]
    public void What_is_no_picture_is_refused(string bytes)
    {
        Assert.Null(Picture.Read(Encoding.Latin1.GetBytes(bytes)));
    }

    [Fact]
    public void A_picture_with_a_side_longer_than_anybody_shows_is_refused()
    {
        Assert.Null(Picture.Read(SamplePictures.Png(Picture.LongestSide + 1, 1, Secret)));
        Assert.NotNull(Picture.Read(SamplePictures.Png(Picture.LongestSide, 1, Secret)));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Broken_bytes_are_answered_and_never_thrown_at(string contentType, byte[] bytes)
    {
        var random = new Random(contentType.Length);
        for (var round = 0; round < 20_000; round++)
        {
            var broken = bytes[..random.Next(bytes.Length + 1)].ToArray();
            for (var change = random.Next(4); change > 0 && broken.Length > 0; change--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);

            var picture = Picture.Read(broken);

            Assert.True(picture is null || picture.Width > 0 && picture.Height > 0);
        }
    }
}
