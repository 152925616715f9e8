using System.Text.Json;
using Azure.Core.Serialization;
using Azure.Storage.Queues.Models;
using CrowdControl.LocalRuntime.Engine.Queues;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>The types that "Azure Queue storage trigger: usage" lets an isolated worker's parameter have.</summary>
public sealed class BindingTests
{
    private static readonly QueueBinding Binding =
        new(new JsonObjectSerializer(new JsonSerializerOptions { PropertyNameCaseInsensitive = true }));

    [Fact]
    public void A_message_is_bound_whole()
    {
        var message = Message("text");

        Assert.Same(message, Binding.Bind(message, typeof(QueueMessage)));
    }

    [Fact]
    public void A_body_is_bound_as_text_bytes_or_binary()
    {
        var message = Message("Grüße");

        Assert.Equal("Grüße", Binding.Bind(message, typeof(string)));
        Assert.Equal("Grüße"u8.ToArray(), Binding.Bind(message, typeof(byte[])));
        Assert.Equal("Grüße"u8.ToArray(), ((ReadOnlyMemory<byte>)Binding.Bind(message, typeof(ReadOnlyMemory<byte>))!).ToArray());
        Assert.Equal("Grüße", Binding.Bind(message, typeof(BinaryData))!.ToString());
    }

    [Fact]
    public void Any_other_type_is_read_from_json_by_the_workers_serializer()
    {
        var crate = Binding.Bind(Message("""{"name":"apples","WEIGHT":3}"""), typeof(Crate));

        Assert.Equal(new Crate("apples", 3), crate);
        Assert.Equal([1, 2], Assert.IsType<int[]>(Binding.Bind(Message("[1,2]"), typeof(int[]))));
    }

    [Fact]
    public void Ids_and_dates_are_read_as_they_stand()
    {
        var id = Guid.Parse("0b7e4f3c-3e0d-4c8e-9d0e-5f6a7b8c9d0e");

        Assert.Equal(id, Binding.Bind(Message(id.ToString()), typeof(Guid)));
        Assert.Equal(
            new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            Binding.Bind(Message("2026-03-02T09:00:00Z"), typeof(DateTimeOffset)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain words")]
    [InlineData("""{"Name":"apples","Weight":"heavy"}""")]
    public void A_body_that_is_not_the_types_json_fails_and_says_how_to_see_it(string body)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Binding.Bind(Message(body), typeof(Crate)));

        Assert.Contains("Take it as string", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("apples", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_not_bound_as_text()
    {
        var message = QueuesModelFactory.QueueMessage("1", "r", new BinaryData(new byte[] { 0xFF, 0xFE, 0x00 }), 1);

        Assert.Throws<InvalidOperationException>(() => Binding.Bind(message, typeof(string)));
        Assert.Equal(new byte[] { 0xFF, 0xFE, 0x00 }, Binding.Bind(message, typeof(byte[])));
    }

    private static QueueMessage Message(string body) => QueuesModelFactory.QueueMessage("1", "r", BinaryData.FromString(body), 1);

    private sealed record Crate(string Name, int Weight);
}
