using CrowdControl.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Sequencing;

public class IdTableTests
{
    /// <summary>Of the second kind many begin at one slot: they differ where the slot does not look.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Each_id_is_found_at_the_place_that_it_took_and_no_other_is_found(bool alike)
    {
        var (random, table, expected) = (new Random(20261125), new IdTable(), new Dictionary<Guid, int>());

        for (var place = 0; place < (alike ? 500 : 20_000); place++)
        {
            var id = alike ? new Guid(place, 0, 0, BitConverter.GetBytes((long)place << 32)) : Drawn();
            if (random.Next(50) == 0) table.Expect(random.Next(1_000));
            Assert.Null(table.Find(id));
            table.Add(id);
            expected[id] = place;
        }

        Assert.Equal(expected.Count, table.Count);
        Assert.Equal(expected.Keys, table.All.ToArray());
        Assert.All(expected, one => Assert.Equal(one.Value, table.Find(one.Key)));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Null(table.Find(Drawn())));

        Guid Drawn()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }
    }
}
