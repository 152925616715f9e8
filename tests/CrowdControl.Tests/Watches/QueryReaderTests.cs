using CrowdControl.Analysis.Watches;

namespace CrowdControl.Tests.Watches;

public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("", "E01", 0)]
    [InlineData("knife\n\"stop the", "E02", 6)]
    [InlineData("knife \"\"", "E05", 6)]
    [InlineData("knife\n!!!", "E23", 6)]
    [InlineData("stab*", "E18", 4)]
    [InlineData("kn\u202Eife", "E27", 2)]
    public void A_query_with_a_mistake_names_it_and_its_place(string text, string code, int from)
    {
        var reading = QueryReader.Read(text);

        var error = Assert.Single(reading.Errors);
        Assert.Equal((code, from), (error.Code, error.From));
        Assert.NotEmpty(error.Hint);
        Assert.Null(reading.Query);
    }

    [Fact]
    public void A_query_of_more_than_400_terms_is_refused_at_the_first_too_many()
    {
        var lines = Enumerable.Range(0, 401).Select(i => $"word{i}").ToList();

        var reading = QueryReader.Read(string.Join('\n', lines));

        Assert.Equal("E26", Assert.Single(reading.Errors).Code);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var random = new Random(7);

        for (var i = 0; i < 3_000; i++)
        {
            var reading = QueryReader.Read(HostileText.Next(random, 60) + (i % 3 == 0 ? "\"" : "\n"));

            Assert.True(reading.Query is null != reading.Errors.IsEmpty);
            Assert.All(reading.Errors, error => Assert.True(error.From >= 0 && error.Length >= 0));
        }
    }
}
