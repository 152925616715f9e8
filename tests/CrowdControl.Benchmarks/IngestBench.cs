using System.Diagnostics;
using Azure.Storage.Queues;
using CrowdControl.Domain;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Benchmarks;

/// <summary>
/// Mentions from a channel's pages to stored rows: the product's own harvest and classification, on the storage emulator with every
/// request counted. The network is in this process and answers at once, so that what is measured is ours. Messages are taken from
/// the queue as the Functions host takes them: sixteen at a time, one deletion each.
/// </summary>
internal static class IngestBench
{
    private const int Mentions = 10_000;
    private const int Harvests = 5;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        await using var storage = await CountedStorage.Start();
        await using var app = IngestApp.On(storage.ConnectionString);
        var (tenant, town) = (new TenantId("bench"), new BusyTown());
        await app.GetRequiredService<MentionQueue>().Send(tenant, [town.First()], default);
        await Ingest(app, storage, tenant, town.Channel());

        var clock = Stopwatch.StartNew();
        storage.Reset();
        for (var harvest = 0; harvest < Harvests; harvest++)
        {
            town.Speak(Mentions / Harvests);
            await Ingest(app, storage, tenant, town.Channel());
        }

        var seconds = clock.Elapsed.TotalSeconds;
        var calls = storage.Calls.Where(call => !call.Key.Idle).ToList();
        foreach (var call in calls.OrderByDescending(call => call.Value))
            Console.WriteLine($"  {call.Key.Service,-6} {call.Key.Method,-7} {call.Key.Thing,-40} {call.Value * 1_000.0 / Mentions,8:0.0} per 1,000 mentions");
        return
        [
            new Row("ingest.rate", Mentions / seconds, "mentions/s"),
            Row.AtMost("ingest.transactions", calls.Sum(call => call.Value) * 1_000.0 / Mentions, "storage transactions per 1,000", 60),
        ];
    }

    private static async Task Ingest(ServiceProvider app, CountedStorage storage, TenantId tenant, Source source)
    {
        await app.GetRequiredService<Harvest>().Run(tenant, [source], default);
        var queue = new QueueClient(storage.ConnectionString, MentionQueue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        while ((await queue.ReceiveMessagesAsync(16)).Value is { Length: > 0 } messages)
            await Parallel.ForEachAsync(messages, async (message, cancellation) =>
            {
                await app.GetRequiredService<Classifying>().Run(MentionBatch.Unpack(message.Body.ToString()), cancellation);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
            });
    }
}
