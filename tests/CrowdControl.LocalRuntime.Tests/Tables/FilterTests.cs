using System.Linq.Expressions;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

#pragma warning disable CA1309 // The service compares ordinally, and the package translates no other overloads.

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>OData filters ("Querying tables and entities") by the two translations of the package.</summary>
public sealed class FilterTests
{
    private static readonly DateTimeOffset Moment = new(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(1));
    private static readonly Guid Id = new("6fd1b5d6-5f2c-4d1f-9a0c-1b2e3d4c5f60");

    public static TheoryData<FormattableString, string> Interpolated => new()
    {
        { $"PartitionKey eq {"O'Brien"}", "PartitionKey eq 'O''Brien'" },
        { $"A eq {true} and B ne {(string?)null}", "A eq true and B ne null" },
        { $"A eq {5} and B eq {5L} and C eq {5.5}", "A eq 5 and B eq 5L and C eq 5.5" },
        { $"At ge {Moment}", "At ge datetime'2026-02-03T03:05:06Z'" },
        { $"Id eq {Id}", "Id eq guid'6fd1b5d6-5f2c-4d1f-9a0c-1b2e3d4c5f60'" },
        { $"Bytes eq {new byte[] { 0, 171 }}", "Bytes eq X'00AB'" },
        { $"Bytes eq {BinaryData.FromBytes(new byte[] { 1 })}", "Bytes eq X'01'" },
        { $"Letter eq {'\''}", "Letter eq ''''" },
    };

    public static TheoryData<Expression<Func<Row, bool>>, string> Lambdas => new()
    {
        { row => row.PartitionKey == "O'Brien", "PartitionKey eq 'O''Brien'" },
        { row => row.PartitionKey == "p" && row.RowKey == "r", "(PartitionKey eq 'p') and (RowKey eq 'r')" },
        {
            row => row.PartitionKey == "p" && (row.Small > 1 || row.Large <= 2),
            "(PartitionKey eq 'p') and ((Small gt 1) or (Large le 2L))"
        },
        { row => row.Truth, "Truth eq true" },
        { row => !row.Truth && row.Small != 3, "(not (Truth eq true)) and (Small ne 3)" },
        { row => row.Truth == false, "Truth eq false" },
        { row => row.MaybeSmall == 4, "MaybeSmall eq 4" },
        { row => row.MaybeSmall!.Value == 4, "MaybeSmall eq 4" },
        { row => row.Real < 5, "Real lt 5.0" },
        { row => row.At >= Moment, "At ge datetime'2026-02-03T03:05:06Z'" },
        { row => row.Id == Id, "Id eq guid'6fd1b5d6-5f2c-4d1f-9a0c-1b2e3d4c5f60'" },
        { row => row.RowKey.CompareTo("m") >= 0, "RowKey ge 'm'" },
        { row => string.Compare(row.RowKey, "m") < 0, "RowKey lt 'm'" },
        { row => row.RowKey.Equals("m"), "RowKey eq 'm'" },
        { row => string.Equals(row.RowKey, "m"), "RowKey eq 'm'" },
        { row => row.Named == "x", "short eq 'x'" },
        { row => row.RowKey == string.Concat("a", Id.ToString().Substring(0, 2)), "RowKey eq 'a6f'" },
    };

    public static TheoryData<Expression<Func<TableEntity, bool>>, string> Dictionaries => new()
    {
        { row => row.GetString("Text") == "x", "Text eq 'x'" },
        { row => row.GetInt64("Count") > 5, "Count gt 5L" },
        { row => (int)row["Count"] == 5, "Count eq 5" },
        { row => (bool)row["Truth"], "Truth eq true" },
        { row => row.GetBoolean("Truth") == true, "Truth eq true" },
    };

    [Theory]
    [MemberData(nameof(Interpolated))]
    public void An_interpolated_filter_quotes_each_value_by_its_type(FormattableString filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void A_lambda_over_a_row_type_becomes_a_filter(Expression<Func<Row, bool>> filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void A_lambda_over_a_dictionary_row_becomes_a_filter(Expression<Func<TableEntity, bool>> filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Fact]
    public void The_name_of_a_table_is_TableName_to_the_service() =>
        Assert.Equal("TableName eq 'x'", TableServiceClient.CreateQueryFilter(table => table.Name == "x"));

    [Fact]
    public void A_filter_that_is_always_true_is_none() =>
        Assert.Null(TableClient.CreateQueryFilter<Row>(row => true));

    [Fact]
    public void What_the_service_cannot_evaluate_is_refused_at_once()
    {
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Row>(row => row.RowKey.StartsWith('a')));
        Assert.Throws<NotSupportedException>(
            () => TableClient.CreateQueryFilter<Row>(row => row.RowKey.Equals("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Row>(row => row.Small + 1 == 2));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Row>(row => row.Day == DayOfWeek.Friday));
        Assert.Throws<InvalidOperationException>(() => TableClient.CreateQueryFilter<TableEntity>(row => (decimal)row["Money"] == 1m));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"Day eq {DayOfWeek.Friday}"));
    }

    [Fact]
    public async Task A_filter_finds_rows_by_every_type()
    {
        var table = await FreshTable.Create();
        var row = new Row { PartitionKey = "it's", RowKey = "r", Truth = true, Small = 3, Large = 1L << 40, Real = 2.5, At = Moment, Id = Id };
        await table.AddEntityAsync(row);
        await table.AddEntityAsync(new Row { PartitionKey = "it's", RowKey = "s" });

        string[] filters =
        [
            TableClient.CreateQueryFilter($"PartitionKey eq {"it's"} and Truth eq {true}"),
            TableClient.CreateQueryFilter($"Small eq {3}"),
            TableClient.CreateQueryFilter($"Large eq {1L << 40}"),
            TableClient.CreateQueryFilter($"Real gt {2.4}"),
            TableClient.CreateQueryFilter($"At eq {Moment}"),
            TableClient.CreateQueryFilter($"Id eq {Id}"),
            TableClient.CreateQueryFilter<Row>(r => r.PartitionKey == "it's" && (r.Truth || r.Small == 3)),
            TableClient.CreateQueryFilter<Row>(r => r.RowKey.CompareTo("s") < 0 && r.At <= Moment && !(r.Large < 5)),
        ];

        foreach (var filter in filters)
            Assert.Equal("r", Assert.Single(await table.QueryAsync<Row>(filter).ToListAsync()).RowKey);
    }

    public sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public bool Truth { get; set; }

        public int Small { get; set; }

        public int? MaybeSmall { get; set; }

        public long Large { get; set; }

        public double Real { get; set; }

        public DateTimeOffset At { get; set; } = DateTimeOffset.UnixEpoch;

        public Guid Id { get; set; }

        public DayOfWeek Day { get; set; }

        [DataMember(Name = "short")]
        public string? Named { get; set; }
    }
}
