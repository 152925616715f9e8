using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Hosting;

public sealed class PagingSpecification
{
    [Theory]
    [InlineData("", null, 50)]
    [InlineData("?limit=200", null, 200)]
    [InlineData("?cursor=abc&limit=1", "abc", 1)]
    public void A_list_is_asked_for_in_pages(string query, string? cursor, int limit) =>
        Assert.Equal(new Paging(cursor, limit), Paging.Of(Asked(query)));

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?limit=ten", "limit")]
    [InlineData("?limit=-1", "limit")]
    public void A_page_that_cannot_be_is_a_400_that_names_the_parameter(string query, string field) =>
        Assert.Equal(field, Assert.Throws<BadRequest>(() => Paging.Of(Asked(query))).Field);

    private static HttpRequest Asked(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
