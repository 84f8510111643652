using Tracklake.EndToEnd.Tests.Fixture;

[assembly: AssemblyFixture(typeof(DemoHome))]

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>
/// A home with one release of three days of the demo, made once: tests look at it, and those that change it take a
/// copy.
/// </summary>
public sealed class DemoHome : IAsyncLifetime
{
    private readonly TemporaryHome _home = new();

    internal CommandResult FirstRun { get; private set; } = null!;

    internal TemporaryHome Home => _home;

    internal TracklakeCommand Command => _home.Command;

    public async ValueTask InitializeAsync() => FirstRun = (await _home.Command.RunAsync("run")).MustSucceed();

    public ValueTask DisposeAsync()
    {
        _home.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A home of the test's own with the same in it.</summary>
    internal TemporaryHome Copy()
    {
        var copy = new TemporaryHome();
        copy.CopyFrom(_home);
        return copy;
    }
}
