using System.Text;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Hosting;

public sealed class BodySpecification
{
    [Fact]
    public async Task A_body_that_fits_is_read()
    {
        var read = await Read("""{ "name": "Amira", "kind": "Person", "inner": { "count": 2 } }""");

        Assert.Equal(new Sample("Amira", Kind.Person, new Inner(2), null), read);
    }

    [Theory]
    [InlineData("""{ "name": "A", "kind": "Person", "inner": { "count": 2 }, "nmae": "B" }""", "nmae")]
    [InlineData("""{ "name": "A", "kind": "Person", "inner": { "count": 2, "extra": 1 } }""", "extra")]
    [InlineData("""{ "name": "A", "kind": "Person" }""", "inner")]
    [InlineData("""{ "name": null, "kind": "Person", "inner": { "count": 2 } }""", "name")]
    [InlineData("""{ "name": 3, "kind": "Person", "inner": { "count": 2 } }""", "name")]
    [InlineData("""{ "name": "A", "kind": "Alien", "inner": { "count": 2 } }""", "kind")]
    [InlineData("""{ "name": "A", "kind": 1, "inner": { "count": 2 } }""", "kind")]
    [InlineData("""{ "name": "A", "kind": "Person", "inner": { "count": "2" } }""", "inner.count")]
    [InlineData("""{ "name": "A", """, "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    public async Task Each_thing_that_is_wrong_is_a_400_that_names_its_field(string json, string field)
    {
        var wrong = await Assert.ThrowsAsync<BadRequest>(() => Read(json));

        Assert.Equal((400, field), (wrong.Status, wrong.Field));
        Assert.DoesNotContain("System.", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CrowdControl", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_a_413_whether_or_not_it_says_its_length()
    {
        var large = $$"""{ "name": "{{new string('x', Body.Most)}}", "kind": "Person", "inner": { "count": 2 } }""";

        Assert.Equal(413, (await Assert.ThrowsAsync<BadRequest>(() => Read(large))).Status);
        Assert.Equal(413, (await Assert.ThrowsAsync<BadRequest>(() => Read(large, length: null))).Status);
    }

    [Fact]
    public async Task A_form_is_a_415()
    {
        var wrong = await Assert.ThrowsAsync<BadRequest>(() => Read("name=Amira", type: "application/x-www-form-urlencoded"));

        Assert.Equal((415, "Content-Type"), (wrong.Status, wrong.Field));
    }

    private static Task<Sample> Read(string body, string type = "application/json", int? length = -1)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new DefaultHttpContext().Request;
        request.ContentType = type;
        request.ContentLength = length is null ? null : bytes.Length;
        request.Body = new MemoryStream(bytes);
        return request.Read<Sample>(CancellationToken.None);
    }

    private enum Kind { Person, Program }

    private sealed record Inner(int Count);

    private sealed record Sample(string Name, Kind Kind, Inner Inner, string? Email);
}
