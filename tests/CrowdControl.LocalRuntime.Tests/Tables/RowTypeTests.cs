using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>Row types of the caller's own: the rules of the package's type binder.</summary>
public sealed class RowTypeTests
{
    [Fact]
    public async Task Every_type_of_the_service_comes_back_as_it_went()
    {
        var table = await FreshTable.Create();
        var row = new EveryType
        {
            PartitionKey = "p",
            RowKey = "r",
            Text = "größe 'quoted' \r\n \"x\" 😀",
            Truth = true,
            Small = int.MinValue,
            Large = long.MaxValue,
            Unsigned = ulong.MaxValue / 2,
            Real = 5.0,
            Moment = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567),
            Utc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            Id = new Guid("6fd1b5d6-5f2c-4d1f-9a0c-1b2e3d4c5f60"),
            Bytes = [0, 1, 254, 255],
            Data = BinaryData.FromBytes(new byte[] { 7 }),
            Mood = Mood.Worrying,
            MaybeMood = Mood.Calm,
            MaybeSmall = 7,
        };

        await table.AddEntityAsync(row);

        var read = (await table.GetEntityAsync<EveryType>("p", "r")).Value;
        Assert.Equal(row.Bytes, read.Bytes);
        Assert.Equal(row.Data.ToArray(), read.Data!.ToArray());
        Assert.Equal(TimeSpan.Zero, read.Moment.Offset);
        Assert.Equal(DateTimeKind.Utc, read.Utc.Kind);
        Assert.NotEqual(default, read.ETag);
        Assert.Equal(
            row with { Bytes = null, Data = null, Moment = row.Moment.ToUniversalTime(), ETag = read.ETag, Timestamp = read.Timestamp },
            read with { Bytes = null, Data = null });
    }

    [Fact]
    public async Task What_is_null_is_not_stored_and_comes_back_null()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new EveryType { PartitionKey = "p", RowKey = "r" });

        var read = (await table.GetEntityAsync<EveryType>("p", "r")).Value;
        var stored = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((null, null, null), (read.Text, read.MaybeMood, read.MaybeSmall));
        Assert.False(stored.ContainsKey("Text"));
    }

    [Fact]
    public async Task An_enum_is_stored_by_its_name_and_a_name_that_is_gone_leaves_the_default()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new EveryType { PartitionKey = "p", RowKey = "r", Mood = Mood.Worrying });
        var stored = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Mood"] = "Retired" });

        var read = (await table.GetEntityAsync<EveryType>("p", "r")).Value;

        Assert.Equal("Worrying", stored.GetString("Mood"));
        Assert.Equal(Mood.Calm, read.Mood);
    }

    [Fact]
    public async Task DataMember_renames_and_IgnoreDataMember_leaves_out()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new Renamed { PartitionKey = "p", RowKey = "r", Title = "seen", Secret = "unseen", Built = "x" });

        var stored = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var read = await table.QueryAsync<Renamed>(row => row.Title == "seen").ToListAsync();

        Assert.Equal("seen", stored.GetString("short"));
        Assert.False(stored.ContainsKey("Title"));
        Assert.False(stored.ContainsKey("Secret"));
        Assert.Equal(("seen", null), (Assert.Single(read).Title, read[0].Secret));
    }

    [Fact]
    public async Task Types_that_the_service_lacks_are_refused_before_anything_is_sent()
    {
        var table = await FreshTable.Create();

        var money = new TableEntity("p", "r") { ["Money"] = 1.5m };
        var local = new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) };
        var mood = new TableEntity("p", "r") { ["Mood"] = Mood.Calm };

        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(money));
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(local));
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(mood));
    }

    [Fact]
    public async Task A_dictionary_row_keeps_its_types_and_gives_no_other()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Int"] = 5,
            ["Long"] = 5L,
            ["Double"] = 5.0,
            ["Moment"] = DateTimeOffset.UnixEpoch,
            ["Bytes"] = new byte[] { 1 },
        });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((5, 5L, 5.0), (read.GetInt32("Int"), read.GetInt64("Long"), read.GetDouble("Double")));
        Assert.Equal(DateTimeOffset.UnixEpoch, read.GetDateTimeOffset("Moment"));
        Assert.Equal(DateTime.UnixEpoch, read.GetDateTime("Moment"));
        Assert.Equal(new byte[] { 1 }, read.GetBinaryData("Bytes").ToArray());
        Assert.Null(read.GetString("Absent"));
        Assert.Throws<InvalidOperationException>(() => read.GetInt32("Long"));
        Assert.Throws<InvalidOperationException>(() => read.GetString("Int"));
    }

    [Fact]
    public void A_wide_number_of_a_dictionary_row_stays_wide_when_a_small_one_is_assigned()
    {
        var row = new TableEntity("p", "r") { ["Long"] = 1L, ["Double"] = 1.0, ["Int"] = 1 };

        (row["Long"], row["Double"], row["Int"]) = (2, 2, 2L);

        Assert.Equal((2L, 2.0, 2L), (row["Long"], row["Double"], row["Int"]));
    }

    public enum Mood
    {
        Calm,
        Worrying,
    }

    private sealed record EveryType : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? Text { get; init; }

        public bool Truth { get; init; }

        public int Small { get; init; }

        public long Large { get; init; }

        public ulong Unsigned { get; init; }

        public double Real { get; init; }

        public DateTimeOffset Moment { get; init; } = DateTimeOffset.UnixEpoch;

        public DateTime Utc { get; init; } = DateTime.UnixEpoch;

        public Guid Id { get; init; }

        public byte[]? Bytes { get; init; }

        public BinaryData? Data { get; init; }

        public Mood Mood { get; init; }

        public Mood? MaybeMood { get; init; }

        public int? MaybeSmall { get; init; }
    }

    private sealed class Renamed : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "short")]
        public string? Title { get; set; }

        [IgnoreDataMember]
        public string? Secret { get; set; }

        public string? Built { get; init; }
    }
}
