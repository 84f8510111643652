using Microsoft.Extensions.Time.Testing;

namespace Tracklake.Core.Tests.Spotify;

/// <summary>A clock that knows whether anybody waits for it; time-outs of requests, an hour, do not count.</summary>
internal sealed class WaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private int waits;

    public bool IsAwaited => Volatile.Read(ref waits) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        return dueTime >= TimeSpan.Zero && dueTime < Longest ? new Wait(this, timer) : timer;
    }

    private sealed class Wait : ITimer
    {
        private readonly WaitedClock clock;
        private readonly ITimer inner;
        private int over;

        public Wait(WaitedClock clock, ITimer inner)
        {
            this.clock = clock;
            this.inner = inner;
            Interlocked.Increment(ref clock.waits);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref over, 1) == 0)
                Interlocked.Decrement(ref clock.waits);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
