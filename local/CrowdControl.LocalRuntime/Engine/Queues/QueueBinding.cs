using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;
using Azure.Storage.Queues.Models;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>Makes a function's trigger parameter out of a message.</summary>
/// <param name="json">The worker's own serializer (<c>WorkerOptions.Serializer</c>).</param>
internal sealed class QueueBinding(ObjectSerializer json)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidOperationException">The body does not fit the parameter: the delivery has failed.</exception>
    public object? Bind(QueueMessage message, Type parameter)
    {
        if (parameter == typeof(QueueMessage)) return message;
        if (parameter == typeof(BinaryData)) return message.Body;
        if (parameter == typeof(byte[])) return message.Body.ToArray();
        if (parameter == typeof(ReadOnlyMemory<byte>)) return message.Body.ToMemory();
        var text = Text(message);
        if (parameter.IsAssignableFrom(typeof(string))) return text;
        return Plain(text, parameter) ?? FromJson(message, text, parameter);
    }

    private static string Text(QueueMessage message)
    {
        try
        {
            return Strict.GetString(message.Body.ToMemory().Span);
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidOperationException(
                $"The body of message {message.MessageId} is not UTF-8 text; take it as byte[] or BinaryData.", fault);
        }
    }

    /// <summary>The worker reads ids and dates as they stand, before it tries JSON.</summary>
    private static object? Plain(string text, Type parameter)
    {
        var plain = Nullable.GetUnderlyingType(parameter) ?? parameter;
        var isRead = plain == typeof(Guid) || plain == typeof(DateTime) || plain == typeof(DateTimeOffset);
        if (!isRead) return null;
        var converter = TypeDescriptor.GetConverter(plain);
        return converter.IsValid(text) ? converter.ConvertFromInvariantString(text) : null;
    }

    private object? FromJson(QueueMessage message, string text, Type parameter)
    {
        try
        {
            using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return json.Deserialize(body, parameter, CancellationToken.None);
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException(
                $"The body of message {message.MessageId} is not the JSON of a {parameter.Name}: {fault.Message} "
                + "Take it as string to see the text as it came.",
                fault);
        }
    }
}
