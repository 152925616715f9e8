using System.Diagnostics.CodeAnalysis;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>Reads the body of a message as host.json's <c>messageEncoding</c> says.</summary>
internal static class MessageBody
{
    /// <summary>The same message with its body decoded; false where the body is not what the encoding says.</summary>
    public static bool TryDecode(QueueMessage raw, QueueMessageEncoding encoding, [NotNullWhen(true)] out QueueMessage? decoded)
    {
        decoded = encoding == QueueMessageEncoding.None ? raw : null;
        if (decoded is not null) return true;
        try
        {
            decoded = With(raw, new BinaryData(Convert.FromBase64String(raw.Body.ToString())));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static QueueMessage With(QueueMessage raw, BinaryData body) => QueuesModelFactory.QueueMessage(
        raw.MessageId, raw.PopReceipt, body, raw.DequeueCount, raw.NextVisibleOn, raw.InsertedOn, raw.ExpiresOn);
}
