namespace CrowdControl.Tests.Networks;

/// <summary>Asks again until the answer is there: networks show things a moment after they happen.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static async Task<T> Holds<T>(Func<Task<T>> ask, Func<T, bool> good)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var answer = await ask();
            if (good(answer)) return answer;
            if (TimeProvider.System.GetUtcNow() > until)
                throw new TimeoutException($"It did not come about within {Patience.TotalSeconds:0} s. Last seen: {answer}");
            await Task.Delay(Pause);
        }
    }
}
